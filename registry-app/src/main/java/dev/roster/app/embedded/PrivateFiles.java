package dev.roster.app.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** Writes files and folders that only their owner may read. */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(OWNER);

  private PrivateFiles() {}

  /** Creates the folder if it does not exist. */
  public static void folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) return;
    if (folder.getParent() != null) Files.createDirectories(folder.getParent());
    try {
      Files.createDirectory(folder, OWNER_ONLY_FOLDER);
    } catch (FileAlreadyExistsException raced) {
      if (!Files.isDirectory(folder)) throw raced;
    }
  }

  /** Takes all rights to the folder, and to all that is in it, from everyone but the owner. */
  static void close(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isSymbolicLink(path)) continue;
        Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        if (rights.retainAll(OWNER)) Files.setPosixFilePermissions(path, rights);
      }
    }
  }

  /** Creates an empty file if it does not exist. */
  public static void file(Path file) throws IOException {
    try {
      Files.createFile(file, OWNER_ONLY);
    } catch (FileAlreadyExistsException kept) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Replaces the file atomically. The new content is durable when this returns. */
  public static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, OWNER_ONLY);
    Files.writeString(draft, text);
    sync(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Brings a file or the names in a folder to the disk. */
  public static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Reads the file; the result is empty if it does not exist. */
  public static Properties properties(Path file) {
    Properties properties = new Properties();
    if (!Files.exists(file)) return properties;
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
    return properties;
  }
}
