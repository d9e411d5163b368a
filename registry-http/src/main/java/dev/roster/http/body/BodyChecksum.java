package dev.roster.http.body;

import dev.roster.core.digest.ChecksumAlgorithm;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A checksum that a header announced, and that of the bytes that have arrived. */
final class BodyChecksum {
  private final String field;
  private final Form form;
  private final byte[] announced;
  private final ChecksumAlgorithm.Running arrived;

  private BodyChecksum(
      String field, Form form, byte[] announced, ChecksumAlgorithm.Running arrived) {
    this.field = field;
    this.form = form;
    this.announced = announced;
    this.arrived = arrived;
  }

  private enum Form {
    HEX,
    BASE64;

    byte[] read(String text) {
      return this == HEX ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text);
    }

    String write(byte[] value) {
      return this == HEX
          ? HexFormat.of().formatHex(value)
          : Base64.getEncoder().encodeToString(value);
    }
  }

  /** Empty if the text is not a checksum of this algorithm, in hexadecimal digits or in base64. */
  static Optional<BodyChecksum> of(String field, ChecksumAlgorithm algorithm, String text) {
    for (Form form : Form.values()) {
      try {
        // the length tells the forms apart
        byte[] value = form.read(text);
        if (value.length == algorithm.length())
          return Optional.of(new BodyChecksum(field, form, value, algorithm.start()));
      } catch (IllegalArgumentException otherForm) {
        continue;
      }
    }
    return Optional.empty();
  }

  void update(byte[] bytes, int offset, int length) {
    arrived.update(bytes, offset, length);
  }

  /**
   * Compares, after all bytes have arrived.
   *
   * @throws Refused {@code digest_mismatch}
   */
  void check() {
    byte[] found = arrived.value();
    if (!Arrays.equals(found, announced))
      throw Refused.because(
          ProblemCode.DIGEST_MISMATCH,
          "The bytes that were received have the checksum %s, not %s as the header %s announces. Nothing was stored; send the body again."
              .formatted(form.write(found), form.write(announced), field));
  }
}
