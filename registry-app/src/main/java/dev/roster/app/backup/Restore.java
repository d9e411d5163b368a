package dev.roster.app.backup;

import dev.roster.app.backup.BackupFolder.Complete;
import dev.roster.app.backup.Manifest.Damaged;
import dev.roster.app.backup.Manifest.TableFile;
import dev.roster.app.settings.StartRefused;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.BlobStore.Listing;
import dev.roster.core.problem.Refused;
import dev.roster.storage.backup.DatabaseLoad;
import dev.roster.storage.backup.Schema;
import dev.roster.storage.backup.StoredBytes;
import dev.roster.storage.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes a backup into an empty database and an empty store: first the bytes, and then the rows in
 * one transaction, so no row ever refers to bytes that are not there.
 */
public final class Restore implements AutoCloseable {
  private static final String AGAIN = "Run the command again when the cause is removed.";

  private final BackupFolder folder;
  private final Path source;
  private final Manifest manifest;
  private final String digest;

  private Restore(BackupFolder folder, Complete complete) throws IOException {
    this.folder = folder;
    this.source = folder.database(complete);
    this.manifest = folder.manifest(complete);
    this.digest = complete.manifestSha256();
  }

  /**
   * Opens a backup, and checks it before anything is written.
   *
   * @param digest the digest that the backup must have; null if any is right
   * @throws StartRefused if it is incomplete, altered, or another one
   */
  public static Restore of(Path path, @Nullable String digest) throws IOException {
    BackupFolder folder = BackupFolder.toRead(path);
    try {
      Complete complete =
          folder
              .complete()
              .orElseThrow(
                  () ->
                      new StartRefused(
                          "The backup in " + folder.root() + " is not complete.",
                          "Run `./roster backup` again until it ends with \"complete\"."));
      Restore restore = new Restore(folder, complete);
      restore.check(digest);
      return restore;
    } catch (IOException | RuntimeException refused) {
      folder.close();
      throw refused;
    }
  }

  private void check(@Nullable String expected) throws IOException {
    if (expected != null && !expected.equals(digest) && !expected.equals("sha256:" + digest))
      throw new StartRefused(
          "The backup in " + folder.root() + " has the digest sha256:" + digest + ".",
          "Name the backup that printed " + expected + ", or leave out --digest.");
    for (TableFile table : manifest.tables())
      check(source.resolve(Backup.file(table.name())), table.sha256());
    check(list(), manifest.bytes().sha256());
    BlobStore copies = folder.bytesToRead();
    Set<String> damaged = damaged();
    try (Stream<StoredBytes> all = BytesList.read(list())) {
      all.filter(bytes -> !damaged.contains(bytes.key()))
          .filter(bytes -> !copies.size(bytes.key()).equals(Optional.of(bytes.size())))
          .findFirst()
          .ifPresent(
              bytes -> {
                throw altered(bytes, "it is missing, or has another size");
              });
    }
  }

  private static void check(Path file, String sha256) throws IOException {
    if (!Files.exists(file) || !HashedFile.digest(file).equals(sha256))
      throw BackupFolder.altered(file, "it is missing, or has another digest");
  }

  private StartRefused altered(StoredBytes bytes, String how) {
    return BackupFolder.altered(folder.root().resolve("bytes").resolve(bytes.key()), how);
  }

  private Path list() {
    return source.resolve(Backup.LIST);
  }

  private Set<String> damaged() {
    return manifest.bytes().damaged().stream().map(Damaged::key).collect(Collectors.toSet());
  }

  /** Names the store that was backed up; null in backups of older servers. */
  public @Nullable String store() {
    return manifest.store();
  }

  public Instant begunAt() {
    return manifest.begunAt();
  }

  /** The digests of the bytes that the backup does not have, because they were damaged. */
  public List<String> damagedDigests() {
    return manifest.bytes().damaged().stream().map(Damaged::sha256).toList();
  }

  /** Makes the tables. */
  public interface Migration {
    /**
     * @param version the number of the last script; null for the newest one
     */
    void run(@Nullable String version);
  }

  /**
   * Restores it.
   *
   * @throws StartRefused if the database is not empty, the backup was altered, or something fails
   */
  public void into(DataSource database, Migration migration, BlobStore store, Progress progress)
      throws Exception {
    try (Connection connection = database.getConnection()) {
      if (Schema.holdsRegistry(connection))
        throw new StartRefused(
            "The database is not empty: it holds a registry.",
            "Name an empty database, and an empty bucket.");
      refuseOthers(store);
      bytes(store, progress);
      progress.begin("Making the tables");
      migration.run(last(manifest.schema()));
      if (!Schema.applied(connection).equals(manifest.schema()))
        throw new StartRefused(
            "The backup has the tables of another release: schema " + last(manifest.schema()) + ".",
            "Restore it with the Roster that made it, or a newer one.");
      rows(connection, progress);
      progress.begin("Making the tables");
      migration.run(null);
    } catch (SQLException failed) {
      throw new StartRefused(
          "The database could not be written: " + failed.getMessage(), AGAIN, failed);
    } catch (Refused unavailable) {
      throw new StartRefused(
          "The store failed: "
              + Objects.requireNonNullElse(unavailable.getCause(), unavailable).getMessage(),
          AGAIN,
          unavailable);
    } catch (IOException failed) {
      throw new StartRefused("The backup could not be read: " + failed, AGAIN, failed);
    }
  }

  /** A restore that was stopped left some of these bytes. */
  private void refuseOthers(BlobStore store) throws IOException {
    if (store.list(null).keys().isEmpty() && store.list(null).continuation() == null) return;
    Set<String> ours;
    try (Stream<StoredBytes> all = BytesList.read(list())) {
      ours = all.map(StoredBytes::key).collect(Collectors.toSet());
    }
    String continuation = null;
    do {
      Listing page = store.list(continuation);
      if (page.keys().stream().anyMatch(listed -> !ours.contains(listed.key())))
        throw new StartRefused(
            "The store is not empty: it holds bytes that are not of this backup.",
            "Name an empty bucket, or a new data folder.");
      continuation = page.continuation();
    } while (continuation != null);
  }

  private static String last(List<String> schema) {
    return schema.get(schema.size() - 1);
  }

  private void bytes(BlobStore store, Progress progress) throws Exception {
    progress.begin(
        "Restoring the bytes of files", manifest.bytes().count(), manifest.bytes().size());
    Set<String> damaged = damaged();
    try (Stream<StoredBytes> all = BytesList.read(list())) {
      new BytesCopy(folder.bytesToRead(), store, progress)
          .run(
              all.filter(bytes -> !damaged.contains(bytes.key())).iterator(),
              () -> {},
              (bytes, what) -> {
                throw altered(bytes, what);
              });
    }
  }

  private void rows(Connection connection, Progress progress) throws SQLException, IOException {
    try (DatabaseLoad load =
        DatabaseLoad.begin(connection, manifest.tables().stream().map(TableFile::table).toList())) {
      for (TableFile table : manifest.tables()) {
        progress.begin("Restoring the table " + table.name());
        Path file = source.resolve(Backup.file(table.name()));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
          if (load.read(table.table(), in) != table.rows())
            throw BackupFolder.altered(file, "it has another number of rows");
        }
      }
      progress.begin("Checking the references between rows");
      load.commit(manifest.sequences());
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
