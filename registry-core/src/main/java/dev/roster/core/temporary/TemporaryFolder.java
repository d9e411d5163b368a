package dev.roster.core.temporary;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder for all temporary files of this server. It is a subfolder with a lock, which ends with
 * the process in any case; so servers can share the folder around it, and each that starts deletes
 * what killed servers left. Only the owner of the process can read it.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final String PREFIX = "roster-server-";
  private static final String LOCK = "server.lock";

  /** Closing a second channel to a file would end the lock that this process has on it. */
  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel lock;

  private TemporaryFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Makes a subfolder for this server and deletes those of servers that have ended.
   *
   * @throws IOException if the folder cannot be made or written
   */
  public static TemporaryFolder in(Path shared) throws IOException {
    Path parent = shared.toAbsolutePath().normalize();
    if (!Files.isDirectory(parent)) {
      if (parent.getParent() != null) Files.createDirectories(parent.getParent());
      Files.createDirectories(
          parent,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    deleteAbandoned(parent.toRealPath());
    while (true) {
      TemporaryFolder made = make(parent.toRealPath());
      if (made != null) return made;
    }
  }

  /** Null if another server that starts took the subfolder for abandoned before it was locked. */
  private static @Nullable TemporaryFolder make(Path parent) throws IOException {
    Path root = Files.createTempDirectory(parent, PREFIX); // for its owner alone
    OPEN_HERE.add(root);
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              root.resolve(LOCK),
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (NoSuchFileException deleted) {
      OPEN_HERE.remove(root);
      return null;
    }
    channel.lock();
    if (Files.exists(root.resolve(LOCK))) return new TemporaryFolder(root, channel);
    channel.close();
    OPEN_HERE.remove(root);
    return null;
  }

  private static void deleteAbandoned(Path parent) throws IOException {
    try (Stream<Path> inside = Files.list(parent)) {
      List<Path> others =
          inside
              .filter(path -> path.getFileName().toString().startsWith(PREFIX))
              .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
              .filter(path -> !OPEN_HERE.contains(path))
              .toList();
      for (Path other : others) deleteIfAbandoned(other);
    }
  }

  private static void deleteIfAbandoned(Path root) throws IOException {
    try (FileChannel channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock free = channel.tryLock();
      if (free != null) deleteAll(root);
    } catch (OverlappingFileLockException inUse) {
      // by a server of this process
    } catch (NoSuchFileException gone) {
      // another server that starts deleted it
    } catch (AccessDeniedException foreign) {
      // of another user
    }
  }

  private static void deleteAll(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Makes an empty file, which the caller deletes. */
  public Path file(String name) throws IOException {
    return Files.createTempFile(root, name + "-", null);
  }

  /** Makes an empty folder, which the caller deletes. */
  public Path folder(String name) throws IOException {
    return Files.createTempDirectory(root, name + "-");
  }

  /** Deletes the folder with everything in it. Closing it again has no effect. */
  @Override
  public void close() throws IOException {
    if (!lock.isOpen()) return;
    try (lock) {
      deleteAll(root);
    } finally {
      OPEN_HERE.remove(root);
    }
  }
}
