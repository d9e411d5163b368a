package dev.roster.core.blob;

import dev.roster.core.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/** Reads bytes of the store to their end and hashes them. */
public final class ContentHash {
  private ContentHash() {}

  /** The digest and the number of the bytes that were read. */
  public record Hashed(Sha256 sha256, long size) {}

  /**
   * Hashes the stream, and leaves it open.
   *
   * @param size what the stream should have
   * @param afterBlock gets the number of bytes of each block of some 100 KiB; what it throws ends
   *     the read
   */
  public static Hashed of(InputStream stream, long size, LongConsumer afterBlock)
      throws IOException {
    MessageDigest digest = Sha256.newDigest();
    long count = 0;
    try (ReadAhead ahead = new ReadAhead(stream, digest, size)) {
      for (ReadAhead.Block block; (block = ahead.next()) != null; ) {
        count += block.length();
        afterBlock.accept(block.length());
      }
    }
    return new Hashed(Sha256.of(digest.digest()), count);
  }
}
