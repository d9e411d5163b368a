package dev.roster.core.blob;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a stream, hashed. While the caller sends one, another thread hashes the next, and a
 * third reads the one after it. A block is valid until the call after the next one, so that the
 * caller can hold it back.
 */
public final class ReadAhead implements Closeable {
  private static final int BLOCK = 1024 * 1024;
  private static final int AHEAD = 3; // one that the caller waits for, one hashed, one read
  private static final int BLOCKS = AHEAD + 1; // the caller holds one back

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
  private final Deque<CompletableFuture<Block>> coming = new ArrayDeque<>();
  private CompletableFuture<Block> reading = CompletableFuture.completedFuture(Block.EMPTY);
  private CompletableFuture<Block> hashing = reading;
  private int reads;

  /**
   * @param size what the stream should have; a small one needs no other thread
   */
  public ReadAhead(InputStream stream, MessageDigest digest, long size) {
    this.stream = stream;
    this.digest = digest;
    this.isSmall = size < BLOCK;
    this.buffers = new byte[BLOCKS][isSmall ? (int) size + 1 : 0];
  }

  /** The next block; null at the end of the stream. */
  public @Nullable Block next() throws IOException {
    Block block = isSmall ? hash(read()) : await(nextBeside());
    return block.length() == 0 ? null : block;
  }

  /** Blocks are read in order, and hashed in order. */
  private CompletableFuture<Block> nextBeside() {
    while (coming.size() < AHEAD) {
      reading = reading.thenApplyAsync(before -> readBeside(), READERS);
      hashing = hashing.thenCombineAsync(reading, (before, block) -> hash(block), READERS);
      coming.add(hashing);
    }
    return coming.remove();
  }

  private Block readBeside() {
    try {
      return read();
    } catch (IOException broken) {
      throw new CompletionException(broken);
    }
  }

  private Block read() throws IOException {
    int next = reads++ % BLOCKS;
    if (buffers[next].length == 0) buffers[next] = new byte[BLOCK];
    byte[] buffer = buffers[next];
    return new Block(buffer, stream.readNBytes(buffer, 0, buffer.length));
  }

  private Block hash(Block block) {
    digest.update(block.bytes(), 0, block.length());
    return block;
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

  /** Waits for the reads that are under way; the stream itself stays open. */
  @Override
  public void close() {
    CompletableFuture.allOf(reading, hashing).handle((done, failed) -> done).join();
  }
}
