package dev.roster.storage.folder;

import dev.roster.core.blob.StoreKey;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.upload.PartStore;
import dev.roster.core.upload.PartedObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * Writes parts where they belong in one file, so that joining them is a rename. Beside the file, an
 * empty file for each part says that it is on the disk; its name has the number and the size.
 */
public final class FolderPartStore implements PartStore {
  private static final FileAttribute<?> FILE_OF_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final String DATA = "data";
  private static final int STRIPES = 64;

  private final Path root;
  private final FolderBlobStore blobs;
  private final DirectIo directIo;

  /** An object is written to by many at once, or joined or aborted by one. */
  private final ReadWriteLock[] objects =
      Stream.generate(ReentrantReadWriteLock::new).limit(STRIPES).toArray(ReadWriteLock[]::new);

  private final Lock[] parts =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

  /**
   * @param root a folder on the same disk as the bucket of {@code blobs}
   * @throws IOException the folder cannot be made
   */
  public FolderPartStore(Path root, FolderBlobStore blobs) throws IOException {
    this.root = root;
    this.blobs = blobs;
    Files.createDirectories(root, FolderBlobStore.OWNER_ONLY);
    this.directIo = DirectIo.in(root);
  }

  @Override
  public String begin(String key) {
    return FolderBlobStore.asking(
        () -> {
          Path folder = folder(key);
          Files.createDirectory(folder, FolderBlobStore.OWNER_ONLY);
          Files.createFile(folder.resolve(DATA), FILE_OF_OWNER);
          FolderBlobStore.sync(folder);
          FolderBlobStore.sync(root);
          return folder.getFileName().toString();
        });
  }

  @Override
  public void put(PartedObject object, int number, long offset, byte[] bytes) {
    Lock shared = lockOf(object).readLock();
    Lock part = parts[Math.floorMod(31 * object.key().hashCode() + number, STRIPES)];
    shared.lock();
    part.lock();
    try {
      Path folder = folder(object.key());
      Path mark = folder.resolve(number + "-" + bytes.length);
      asking(
          () -> {
            if (Files.deleteIfExists(mark)) FolderBlobStore.sync(folder); // it may end half-written
            write(folder.resolve(DATA), offset, bytes);
            createMark(mark);
            FolderBlobStore.sync(folder);
            return mark;
          });
    } finally {
      part.unlock();
      shared.unlock();
    }
  }

  private void write(Path data, long offset, byte[] bytes) throws IOException {
    long large = offset % DirectIo.BLOCK == 0 ? bytes.length : 0;
    Optional<FileChannel> direct = directIo.open(data, large, StandardOpenOption.WRITE);
    try (FileChannel file = FileChannel.open(data, StandardOpenOption.WRITE);
        FileChannel blocks = direct.orElse(file)) {
      DirectIo.write(blocks, file, ByteBuffer.wrap(bytes), offset);
      file.force(false);
    }
  }

  private static void createMark(Path mark) throws IOException {
    try {
      Files.createFile(mark, FILE_OF_OWNER);
    } catch (FileAlreadyExistsException sameBytes) {
      throw new IOException("The mark of a part was made twice", sameBytes);
    }
  }

  @Override
  public Map<Integer, Long> list(PartedObject object) {
    return asking(
        () -> {
          Map<Integer, Long> sizes = new HashMap<>();
          try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(object.key()))) {
            for (Path file : files) {
              String[] name = file.getFileName().toString().split("-", 2);
              if (name.length == 2) sizes.put(Integer.valueOf(name[0]), Long.valueOf(name[1]));
            }
          }
          return sizes;
        });
  }

  /** Repeats what an attempt before did not reach. */
  @Override
  public void join(PartedObject object) {
    Path folder = folder(object.key());
    alone(
        object,
        () -> {
          Path data = folder.resolve(DATA);
          if (Files.exists(data)) {
            FolderBlobStore.sync(data);
            blobs.adopt(object.key(), data);
          } else if (blobs.size(object.key()).isEmpty()) {
            throw new NoSuchFileException(data.toString());
          }
          delete(folder);
        });
  }

  @Override
  public void abort(PartedObject object) {
    alone(object, () -> delete(folder(object.key())));
  }

  private interface Work {
    void run() throws IOException;
  }

  private void alone(PartedObject object, Work work) {
    Lock lock = lockOf(object).writeLock();
    lock.lock();
    try {
      asking(
          () -> {
            work.run();
            return object;
          });
    } finally {
      lock.unlock();
    }
  }

  static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) Files.deleteIfExists(file);
    } catch (NoSuchFileException gone) {
      return;
    }
    Files.deleteIfExists(folder);
  }

  private ReadWriteLock lockOf(PartedObject object) {
    return objects[Math.floorMod(object.key().hashCode(), STRIPES)];
  }

  private Path folder(String key) {
    if (!StoreKey.isKey(key)) throw new IllegalArgumentException("not a key: " + key);
    return root.resolve(StoreKey.name(key));
  }

  /** A folder that is gone means that the parts are. */
  private static <T> T asking(FolderBlobStore.Call<T> call) {
    return FolderBlobStore.asking(
        () -> {
          try {
            return call.run();
          } catch (NoSuchFileException gone) {
            throw Refused.because(
                ProblemCode.PARTS_LOST,
                "The store does not have the parts of this upload. Open a new upload and send them again.",
                gone);
          }
        });
  }
}
