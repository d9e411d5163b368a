package dev.roster.api.artifact;

import dev.roster.core.digest.HashingStream;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** The archive that is the body of a request. */
final class ArchiveBody {
  private final RequestBytes request;
  private final HashingStream stream;

  /**
   * @param maxSize the largest size of an archive
   * @throws Refused {@code too_large} before any byte is read, if that size was announced
   */
  ArchiveBody(HttpServletRequest request, long maxSize) throws IOException {
    if (request.getContentLengthLong() > maxSize) throw tooLarge(maxSize);
    this.request = new RequestBytes(request);
    this.stream = new HashingStream(this.request.stream(), maxSize, ArchiveBody::tooLarge);
  }

  private static Refused tooLarge(long limit) {
    return Refused.because(
        ProblemCode.TOO_LARGE,
        "An archive has at most "
            + limit
            + " bytes here (roster.unpack.max-size). Send it in parts.");
  }

  InputStream stream() {
    return stream;
  }

  /**
   * Checks the digests that the client announced, after all bytes were read.
   *
   * @throws Refused {@code digest_mismatch}
   */
  void checkDigests() {
    Sha256 sha256 = stream.sha256();
    for (Sha256 announced : request.announced())
      if (!announced.equals(sha256))
        throw Refused.because(
            ProblemCode.DIGEST_MISMATCH,
            "The %d bytes of the archive have SHA-256 %s, not %s as announced. Nothing was stored; send it again."
                .formatted(stream.count(), sha256.hex(), announced.hex()));
  }
}
