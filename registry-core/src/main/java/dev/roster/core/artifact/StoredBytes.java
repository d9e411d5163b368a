package dev.roster.core.artifact;

import dev.roster.core.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Reads bytes of the store to their end and hashes them. */
public final class StoredBytes {
  private StoredBytes() {}

  /** The digest and the number of the bytes that were read. */
  public record Hashed(Sha256 sha256, long size) {}

  /**
   * Hashes the stream, and leaves it open.
   *
   * @param size what the stream should have
   * @param afterBlock runs after each block of some 100 KiB; what it throws ends the read
   */
  public static Hashed hash(InputStream stream, long size, Runnable afterBlock) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    long count = 0;
    try (ReadAhead ahead = new ReadAhead(stream, digest, size)) {
      for (ReadAhead.Block block; (block = ahead.next()) != null; ) {
        count += block.length();
        afterBlock.run();
      }
    }
    return new Hashed(Sha256.of(digest.digest()), count);
  }
}
