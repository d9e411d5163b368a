package dev.roster.core.blob;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a stream, hashed. While the caller sends one, another thread reads and hashes the
 * next, if a processor is likely to be free. A block is valid until the call after the next one, so
 * that the caller can hold it back.
 */
public final class ReadAhead implements Closeable {
  private static final int BLOCK = 256 * 1024;
  private static final int BLOCKS = 3; // one held back, one just given, one being read

  /** Small enough to be in the processor's cache when it is hashed after it was read. */
  private static final int PIECE = 64 * 1024;

  /** When all processors are busy, handing blocks from one to the other only takes time. */
  private static final Semaphore PROCESSORS =
      new Semaphore(Runtime.getRuntime().availableProcessors());

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
  private @Nullable CompletableFuture<Block> coming;

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
    Block block = coming == null ? read() : await(coming);
    boolean isLast = block.length() == 0;
    coming = isLast || isSmall || !PROCESSORS.tryAcquire() ? null : beside();
    return isLast ? null : block;
  }

  private CompletableFuture<Block> beside() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return read();
          } catch (IOException broken) {
            throw new CompletionException(broken);
          } finally {
            PROCESSORS.release();
          }
        },
        READERS);
  }

  private Block read() throws IOException {
    byte[] buffer = buffers[reads++ % BLOCKS];
    int length = 0;
    while (length < buffer.length) {
      int read = stream.read(buffer, length, Math.min(PIECE, buffer.length - length));
      if (read < 0) break;
      digest.update(buffer, length, read);
      length += read;
    }
    return new Block(buffer, length);
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
    if (coming != null) coming.handle((block, failed) -> block).join();
  }
}
