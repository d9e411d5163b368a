package dev.roster.core.upload;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.artifact.IncomingBytes;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.IOException;
import java.util.zip.CRC32C;

/** The bytes of one part, as a client sends them. */
public record PartBytes(IncomingBytes bytes) {
  /**
   * Fills the buffer with the bytes, which must be as many as it has room for.
   *
   * @throws Refused {@code invalid_field} for another length; {@code digest_mismatch}; {@code
   *     malformed_request} if the client is gone
   */
  void readInto(byte[] buffer, int number) {
    try {
      int read = bytes.stream().readNBytes(buffer, 0, buffer.length);
      if (read < buffer.length || bytes.stream().read() >= 0)
        throw otherLength(number, buffer.length);
    } catch (IOException clientGone) {
      throw Refused.because(
          ProblemCode.MALFORMED_REQUEST,
          "The body ended early. Nothing of it was stored; send the part again.",
          clientGone);
    }
    Sha256 sha256 = null;
    for (Sha256 announced : bytes.announced()) {
      if (sha256 == null) sha256 = Sha256.of(Sha256.hash(buffer));
      if (!announced.equals(sha256))
        throw Refused.because(
            ProblemCode.DIGEST_MISMATCH,
            "Part %d has SHA-256 %s, not %s as announced. Nothing of it was stored; send it again."
                .formatted(number, sha256.hex(), announced.hex()));
    }
  }

  /** An entity tag that tells apart bytes that differ by accident. */
  static String tag(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return "\"crc32c:%08x\"".formatted(sum.getValue());
  }

  static Refused otherLength(int number, int size) {
    return Refused.invalid(
        field("body"),
        "must be exactly the %d bytes of part %d, with its Content-Length".formatted(size, number));
  }
}
