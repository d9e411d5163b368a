package dev.roster.app.backup;

import dev.roster.app.embedded.PrivateFiles;
import dev.roster.app.settings.StartRefused;
import dev.roster.core.blob.BlobStore;
import dev.roster.storage.folder.FolderBlobStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a backup. The bytes are files under their keys, and stay from one backup to the
 * next. The database is a folder of its own, named by the time at which the backup began. The file
 * {@code complete} is written last: it names that folder, and has the digest of its manifest.
 */
final class BackupFolder implements AutoCloseable {
  private static final String LOCK = "backup.lock";
  private static final String COMPLETE = "complete";
  private static final String BYTES = "bytes";
  private static final String INCOMING = "incoming";
  private static final String MANIFEST = "manifest.json";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'database-'uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path root;
  private final FileChannel lock;

  private BackupFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Opens a folder to write a backup to it.
   *
   * @throws StartRefused if it holds something else, or another backup is being written to it
   */
  static BackupFolder toWrite(Path path) throws IOException {
    Path root = path.toAbsolutePath().normalize();
    PrivateFiles.folder(root);
    if (!Files.exists(root.resolve(LOCK)) && !isEmpty(root))
      throw new StartRefused(
          "The folder " + root + " is not empty, and is not a backup.",
          "Name a new folder, or one that holds a backup of this registry.");
    PrivateFiles.file(root.resolve(LOCK));
    return locked(root, false);
  }

  /**
   * Opens a folder to restore the backup in it.
   *
   * @throws StartRefused if it holds none
   */
  static BackupFolder toRead(Path path) throws IOException {
    Path root = path.toAbsolutePath().normalize();
    if (!Files.exists(root.resolve(LOCK)))
      throw new StartRefused(
          "The folder " + root + " does not hold a backup.",
          "Name the folder that was given to `./roster backup`.");
    return locked(root, true);
  }

  /** A reader shares the lock, and needs no right to write. */
  private static BackupFolder locked(Path root, boolean reads) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve(LOCK), reads ? StandardOpenOption.READ : StandardOpenOption.WRITE);
    try {
      if (channel.tryLock(0, Long.MAX_VALUE, reads) != null) return new BackupFolder(root, channel);
    } catch (OverlappingFileLockException sameProcess) {
      // reported below, as for another process
    }
    channel.close();
    throw new StartRefused(
        "Another command uses the backup in " + root + ".", "Wait until it has ended.");
  }

  static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  Path root() {
    return root;
  }

  BlobStore bytesToRead() {
    return FolderBlobStore.toRead(root.resolve(BYTES));
  }

  BlobStore bytesToWrite() throws IOException {
    return new FolderBlobStore(root.resolve(BYTES), root.resolve(INCOMING));
  }

  /** A new folder for the database. What backups left that did not become complete is removed. */
  Path newDatabase(Instant at) throws IOException {
    removeDatabasesBut(complete().map(Complete::database).orElse(""));
    Path folder = root.resolve(NAME.format(at));
    PrivateFiles.folder(folder);
    return folder;
  }

  /** The database of the last backup that became complete. */
  record Complete(String database, String manifestSha256) {}

  Optional<Complete> complete() {
    Path file = root.resolve(COMPLETE);
    if (!Files.exists(file)) return Optional.empty();
    Properties kept = PrivateFiles.properties(file);
    return Optional.of(
        new Complete(kept.getProperty("database", ""), kept.getProperty("manifest-sha256", "")));
  }

  /** The backup is complete from now on, and the one before is removed. Returns the digest. */
  String complete(Path database, Manifest manifest) throws IOException {
    Path file = database.resolve(MANIFEST);
    PrivateFiles.write(file, JSON.writeValueAsString(manifest) + "\n");
    PrivateFiles.sync(database);
    PrivateFiles.sync(root);
    String digest = HashedFile.digest(file);
    String name = database.getFileName().toString();
    PrivateFiles.write(
        root.resolve(COMPLETE), "database=" + name + "\nmanifest-sha256=" + digest + "\n");
    PrivateFiles.sync(root);
    removeDatabasesBut(name);
    return digest;
  }

  private void removeDatabasesBut(String kept) throws IOException {
    List<Path> others;
    try (Stream<Path> files = Files.list(root)) {
      others =
          files
              .filter(file -> file.getFileName().toString().startsWith("database-"))
              .filter(file -> !file.getFileName().toString().equals(kept))
              .toList();
    }
    for (Path each : others) FileSystemUtils.deleteRecursively(each);
  }

  /** The folder with the database of the complete backup. */
  Path database(Complete complete) {
    return root.resolve(Path.of(complete.database()).getFileName());
  }

  /**
   * The manifest of the complete backup.
   *
   * @throws StartRefused if it is not the one that was written
   */
  Manifest manifest(Complete complete) throws IOException {
    Path file = database(complete).resolve(MANIFEST);
    if (!Files.exists(file) || !HashedFile.digest(file).equals(complete.manifestSha256()))
      throw altered(file, "it is missing, or its digest is not the one in the file " + COMPLETE);
    try {
      if (JSON.readTree(file.toFile()).path("format").asInt() != Manifest.FORMAT)
        throw new StartRefused(
            "The backup in " + root + " has a form that this Roster does not know.",
            "Restore it with the Roster that made it, or a newer one.");
      return JSON.readValue(file.toFile(), Manifest.class);
    } catch (JacksonException unreadable) {
      throw altered(file, "it is not a manifest");
    }
  }

  static StartRefused altered(Path file, String how) {
    return new StartRefused(
        "The backup was altered or is damaged: " + file + ": " + how + ".",
        "Restore another backup, or a copy of this one.");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
