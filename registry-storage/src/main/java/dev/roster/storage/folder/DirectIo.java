package dev.roster.storage.folder;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes of large files that go past the page cache of the operating system. A model of
 * many gigabytes then does not push the pages of the database out of memory, and a check of its
 * bytes reads the disk itself. Positions, lengths and the buffer's address are multiples of {@link
 * #BLOCK}.
 */
final class DirectIo {
  /** No disk that supports direct reads and writes wants larger blocks. */
  static final int BLOCK = 4096;

  /** How much is read or written at once, and the size from which it is worth it. */
  static final int LARGE = 1 << 20;

  static final DirectIo NONE = new DirectIo(false);

  private static final Logger LOG = LoggerFactory.getLogger(DirectIo.class);
  private static final int KEPT = 16;

  /** Buffers that wait for their next use, as new ones are filled with zeros by the JDK. */
  private static final BlockingQueue<ByteBuffer> BUFFERS = new ArrayBlockingQueue<>(KEPT);

  private final boolean isSupported;

  private DirectIo(boolean isSupported) {
    this.isSupported = isSupported;
  }

  /** Tries it with a file in the folder, as not every file system supports it. */
  static DirectIo in(Path folder) throws IOException {
    Path trial = Files.createTempFile(folder, "direct", null);
    ByteBuffer block = borrow().limit(BLOCK);
    try (FileChannel file =
        FileChannel.open(
            trial, StandardOpenOption.READ, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT)) {
      boolean works = file.write(block, 0) == BLOCK && file.read(block.flip(), 0) == BLOCK;
      return new DirectIo(works);
    } catch (IOException | UnsupportedOperationException unsupported) {
      LOG.debug("Files in {} are read and written by the page cache", folder, unsupported);
      return NONE;
    } finally {
      giveBack(block);
      Files.deleteIfExists(trial);
    }
  }

  /** Opens a file of which this many bytes are read or written; empty if that gains nothing. */
  Optional<FileChannel> open(Path path, long length, OpenOption access) throws IOException {
    if (!isSupported || length < LARGE) return Optional.empty();
    return Optional.of(FileChannel.open(path, access, ExtendedOpenOption.DIRECT));
  }

  /**
   * Writes whole blocks to the one channel, and what does not fill a block to the other one.
   *
   * @param position a multiple of {@link #BLOCK}
   */
  static void write(FileChannel blocks, FileChannel end, ByteBuffer bytes, long position)
      throws IOException {
    int limit = bytes.limit();
    int whole = limit - bytes.remaining() % BLOCK;
    ByteBuffer buffer = borrow();
    try {
      while (bytes.position() < whole) {
        bytes.limit(Math.min(whole, bytes.position() + LARGE));
        position = writeAll(blocks, buffer.clear().put(bytes).flip(), position);
      }
    } finally {
      giveBack(buffer);
    }
    writeAll(end, bytes.limit(limit), position);
  }

  /** Returns the position after the bytes. */
  static long writeAll(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    while (bytes.hasRemaining()) position += file.write(bytes, position);
    return position;
  }

  /**
   * A buffer of {@link #LARGE} bytes that begins at a block. With arrays, the JDK would make such
   * buffers by itself, but in Java 17 it fails to replace one by a larger one.
   */
  static ByteBuffer borrow() {
    ByteBuffer kept = BUFFERS.poll();
    return kept == null ? ByteBuffer.allocateDirect(LARGE + BLOCK).alignedSlice(BLOCK) : kept;
  }

  static void giveBack(ByteBuffer buffer) {
    BUFFERS.offer(buffer.clear());
  }
}
