package dev.roster.monitoring.rows;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A body that is hashed while it is read and may not grow over a limit. */
public final class LimitedBody extends FilterInputStream {
  private final MessageDigest digest;
  private final long limit;
  private long size;

  public LimitedBody(InputStream in, long limit) {
    super(in);
    this.limit = limit;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // each Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    if (read > 0) {
      size += read;
      if (size > limit)
        throw Refused.because(
            ProblemCode.TOO_LARGE,
            "The rows take more than " + limit + " bytes. Send them in several batches.");
      digest.update(bytes, offset, read);
    }
    return read;
  }

  /** Does nothing: readers close their input early, but it must be hashed to its end. */
  @Override
  public void close() {}

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;
    while (skipped < count && read() >= 0) skipped++;
    return skipped;
  }

  /** SHA-256 in hex of all that was read. Once. */
  public String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
