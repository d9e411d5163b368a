package dev.roster.http.body;

import dev.roster.core.digest.ChecksumAlgorithm;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** A checksum that a header announced, and that of the bytes that have arrived. */
final class BodyChecksum {
  private final String field;
  private final byte[] announced;
  private final ChecksumAlgorithm.Running arrived;

  private BodyChecksum(String field, byte[] announced, ChecksumAlgorithm.Running arrived) {
    this.field = field;
    this.announced = announced;
    this.arrived = arrived;
  }

  /** Empty if the text is not a checksum of this algorithm. */
  static Optional<BodyChecksum> ofBase64(String field, ChecksumAlgorithm algorithm, String text) {
    return of(field, algorithm, text, Base64.getDecoder()::decode);
  }

  /** Empty if the text is not a checksum of this algorithm. */
  static Optional<BodyChecksum> ofHex(String field, ChecksumAlgorithm algorithm, String text) {
    return of(field, algorithm, text, HexFormat.of()::parseHex);
  }

  private static Optional<BodyChecksum> of(
      String field, ChecksumAlgorithm algorithm, String text, Function<String, byte[]> decoder) {
    try {
      byte[] value = decoder.apply(text);
      return value.length == algorithm.length()
          ? Optional.of(new BodyChecksum(field, value, algorithm.start()))
          : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
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
    if (!Arrays.equals(arrived.value(), announced))
      throw Refused.because(
          ProblemCode.DIGEST_MISMATCH,
          "The bytes that were received do not have the checksum that "
              + field
              + " announces. Nothing was stored; send the body again.");
  }
}
