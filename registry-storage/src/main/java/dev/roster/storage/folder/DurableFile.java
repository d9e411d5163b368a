package dev.roster.storage.folder;

import dev.roster.core.problem.Refused;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A new file that is on the disk when it is finished. Bytes are written by another thread while the
 * next ones are read and hashed, and a large file is brought to the disk step by step, so that the
 * last step is short.
 */
final class DurableFile implements Closeable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int BUFFER = 1 << 20;
  private static final int FIRST_BUFFER = 64 * 1024;
  private static final long STEP = 64L << 20;
  private final Path path;
  private final FileChannel file;
  private final DirectIo directIo;

  /** Takes the whole blocks of a large file. */
  private Optional<FileChannel> direct = Optional.empty();

  private CompletableFuture<?> writing = CompletableFuture.completedFuture(null);
  private CompletableFuture<?> flushing = CompletableFuture.completedFuture(null);

  private DurableFile(Path path, FileChannel file, DirectIo directIo) {
    this.path = path;
    this.file = file;
    this.directIo = directIo;
  }

  static DurableFile create(Path path, DirectIo directIo) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
    return new DurableFile(path, file, directIo);
  }

  /**
   * Writes the stream up to its end and returns the number of bytes.
   *
   * @param failed what is thrown when the disk fails
   * @throws IOException the stream's own
   */
  long writeAll(InputStream bytes, Function<IOException, Refused> failed) throws IOException {
    byte[] filled = new byte[FIRST_BUFFER]; // most files are small
    byte[] free = new byte[0];
    long size = 0;
    while (true) {
      int read = bytes.readNBytes(filled, 0, filled.length);
      boolean isLast = read < filled.length;
      ByteBuffer next = ByteBuffer.wrap(filled, 0, read);
      try {
        if (isLast && size == 0) DirectIo.writeAll(file, next, 0);
        else writeBeside(next, size);
      } catch (IOException disk) {
        throw failed.apply(disk);
      }
      size += read;
      if (isLast) return size;
      byte[] written = free;
      free = filled;
      filled = written.length == BUFFER ? written : new byte[BUFFER];
    }
  }

  /** Waits until the buffer before is written, as its array is filled next. */
  private void writeBeside(ByteBuffer bytes, long position) throws IOException {
    DiskThreads.await(writing);
    if (direct.isEmpty()) direct = directIo.open(path, position, StandardOpenOption.WRITE);
    if (direct.isEmpty()) writeCached(bytes, position);
    else writing = DiskThreads.run(() -> DirectIo.write(direct.get(), file, bytes, position));
  }

  private void writeCached(ByteBuffer bytes, long position) throws IOException {
    long end = position + bytes.remaining();
    writing = DiskThreads.run(() -> DirectIo.writeAll(file, bytes, position));
    if (end / STEP == position / STEP || !flushing.isDone()) return;
    DiskThreads.await(flushing);
    flushing = DiskThreads.run(() -> file.force(false));
  }

  /** Returns when all of it is on the disk. */
  void finish() throws IOException {
    DiskThreads.await(writing);
    DiskThreads.await(flushing);
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    DiskThreads.settle(writing);
    DiskThreads.settle(flushing);
    if (direct.isPresent()) direct.get().close();
    file.close();
  }
}
