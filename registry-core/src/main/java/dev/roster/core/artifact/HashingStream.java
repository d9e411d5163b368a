package dev.roster.core.artifact;

import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Hashes and counts what passes, and refuses more than the limit. */
final class HashingStream extends FilterInputStream {
  private final MessageDigest digest = Sha256.newDigest();
  private final long limit;
  private long count;

  HashingStream(InputStream from, long limit) {
    super(from);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read <= 0) return read;
    count += read;
    if (count > limit) throw tooLarge(limit);
    digest.update(into, offset, read);
    return read;
  }

  long count() {
    return count;
  }

  Sha256 sha256() {
    return Sha256.of(digest.digest());
  }

  static Refused tooLarge(long limit) {
    return Refused.because(
        ProblemCode.TOO_LARGE,
        "A file has at most "
            + limit
            + " bytes here. Split it, or raise roster.artifacts.max-size.");
  }
}
