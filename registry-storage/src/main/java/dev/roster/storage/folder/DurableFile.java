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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * A new file that is on the disk when it is finished. A large file is brought there step by step in
 * another thread while its next bytes come, so that the last step is short.
 */
final class DurableFile implements Closeable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int BUFFER = 256 * 1024;
  private static final long STEP = 64L << 20;

  private final FileChannel file;
  private CompletableFuture<Void> flush = CompletableFuture.completedFuture(null);

  private DurableFile(FileChannel file) {
    this.file = file;
  }

  static DurableFile create(Path path) throws IOException {
    return new DurableFile(
        FileChannel.open(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY));
  }

  /**
   * Writes the stream up to its end and returns the number of bytes.
   *
   * @param failed what is thrown when the disk fails
   * @throws IOException the stream's own
   */
  long writeAll(InputStream bytes, Function<IOException, Refused> failed) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    int read;
    while ((read = bytes.readNBytes(buffer, 0, BUFFER)) > 0) {
      long before = size;
      size += read;
      try {
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
        while (rest.hasRemaining()) file.write(rest);
        if (size / STEP > before / STEP) flushBeside();
      } catch (IOException disk) {
        throw failed.apply(disk);
      }
    }
    return size;
  }

  private void flushBeside() throws IOException {
    if (!flush.isDone()) return;
    await();
    flush =
        CompletableFuture.runAsync(
            () -> {
              try {
                file.force(false);
              } catch (IOException disk) {
                throw new CompletionException(disk);
              }
            });
  }

  private void await() throws IOException {
    try {
      flush.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof IOException disk) throw disk;
      throw failed;
    }
  }

  /** Returns when all of it is on the disk. */
  void finish() throws IOException {
    await();
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    flush.handle((done, failed) -> done).join();
    file.close();
  }
}
