package dev.roster.core.digest;

import dev.roster.core.problem.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongFunction;

/** Hashes and counts the bytes that are read through it, and refuses more than its limit. */
public class HashingStream extends FilterInputStream {
  private final MessageDigest digest = Sha256.newDigest();
  private final long limit;
  private final LongFunction<Refused> tooLarge;
  private long count;

  /**
   * @param tooLarge the refusal, given the limit, when more bytes come
   */
  public HashingStream(InputStream from, long limit, LongFunction<Refused> tooLarge) {
    super(from);
    this.limit = limit;
    this.tooLarge = tooLarge;
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read <= 0) return read;
    count += read;
    if (count > limit) throw tooLarge.apply(limit);
    digest.update(into, offset, read);
    return read;
  }

  /** Skipped bytes are hashed as well. */
  @Override
  public final long skip(long bytes) throws IOException {
    long skipped = 0;
    while (skipped < bytes && read() >= 0) skipped++;
    return skipped;
  }

  @Override
  public final boolean markSupported() {
    return false;
  }

  /** How many bytes were read. */
  public final long count() {
    return count;
  }

  /** The digest of all that was read; it can be asked for once. */
  public final Sha256 sha256() {
    return Sha256.of(digest.digest());
  }
}
