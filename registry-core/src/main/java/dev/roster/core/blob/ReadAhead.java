package dev.roster.core.blob;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a stream, hashed. While the caller sends one, another thread reads and hashes the
 * next. A block is valid until the call after the next one, so that the caller can hold it back.
 */
public final class ReadAhead implements Closeable {
  private static final int BLOCK = 256 * 1024;
  private static final int BLOCKS = 3; // one held back, one just given, one being read

  /** The threads that read and hash beside those that send. */
  public static final Executor READERS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "artifact-reader");
            thread.setDaemon(true);
            return thread;
          });

  /** Bytes of which the first {@code length} count. */
  public record Block(byte[] bytes, int length) {
    public static final Block EMPTY = new Block(new byte[0], 0);
  }

  private final InputStream stream;
  private final MessageDigest digest;
  private final byte[][] buffers;
  private final boolean isSmall;
  private int reads;
  private @Nullable CompletableFuture<Block> reading;

  /**
   * @param size what the stream should have; a small one needs no other thread
   */
  public ReadAhead(InputStream stream, MessageDigest digest, long size) {
    this.stream = stream;
    this.digest = digest;
    this.isSmall = size < BLOCK;
    this.buffers = new byte[BLOCKS][isSmall ? (int) size + 1 : BLOCK];
  }

  /** The next block; null at the end of the stream. */
  public @Nullable Block next() throws IOException {
    Block block = reading == null ? read() : await(reading);
    if (block.length() == 0) return null;
    if (!isSmall) reading = CompletableFuture.supplyAsync(this::readBeside, READERS);
    return block;
  }

  private Block read() throws IOException {
    byte[] buffer = buffers[reads++ % BLOCKS];
    int length = stream.readNBytes(buffer, 0, buffer.length);
    digest.update(buffer, 0, length);
    return new Block(buffer, length);
  }

  private Block readBeside() {
    try {
      return read();
    } catch (IOException broken) {
      throw new CompletionException(broken);
    }
  }

  /** Waits for a read, and throws what it threw. */
  public static <T> T await(CompletableFuture<T> reading) throws IOException {
    try {
      return reading.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof IOException broken) throw broken;
      if (failed.getCause() instanceof RuntimeException refused) throw refused;
      throw failed;
    }
  }

  /** Waits for the read that is under way; the stream itself stays open. */
  @Override
  public void close() {
    if (reading != null) reading.handle((block, failed) -> block).join();
  }
}
