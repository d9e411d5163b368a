package dev.roster.app.backup;

import dev.roster.app.backup.Manifest.Damaged;
import dev.roster.app.backup.Manifest.TableFile;
import dev.roster.app.settings.StartRefused;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.BlobStore.Listed;
import dev.roster.core.blob.BlobStore.Listing;
import dev.roster.core.problem.Refused;
import dev.roster.storage.backup.DatabaseCopy;
import dev.roster.storage.backup.DeletionHold;
import dev.roster.storage.backup.StoredBytes;
import dev.roster.storage.backup.Table;
import dev.roster.storage.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Copies the database as it is at one instant, and then the bytes that it refers to, while servers
 * run. No server deletes bytes meanwhile. Bytes that an earlier run has copied are not copied
 * again.
 */
public final class Backup {
  static final String LIST = "bytes.list.gz";

  private final DataSource database;
  private final BlobStore store;
  private final String location;
  private final Progress progress;
  private final Clock clock;

  public Backup(DataSource database, FoundStore store, Progress progress, Clock clock) {
    this.database = database;
    this.store = store.blobs();
    this.location = store.location();
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * What a backup has.
   *
   * @param rows the number of rows of all tables
   * @param copied what this run has copied of the bytes
   * @param damaged the digests of bytes that the store did not have, or had altered
   * @param digest the digest of the manifest, by which somebody who keeps it elsewhere recognises
   *     this backup
   */
  public record Result(
      Instant begunAt,
      long rows,
      Amount bytes,
      Amount copied,
      List<String> damaged,
      String digest) {}

  /** A number of files and of their bytes. */
  public record Amount(long files, long bytes) {
    static final Amount NONE = new Amount(0, 0);

    Amount plus(long size) {
      return new Amount(files + 1, bytes + size);
    }
  }

  /**
   * @throws StartRefused if the folder, the database or the store cannot be used
   */
  public Result to(Path path) throws Exception {
    try (BackupFolder folder = BackupFolder.toWrite(path);
        DeletionHold hold = DeletionHold.begin(database.getConnection())) {
      return write(folder, hold);
    } catch (DeletionHold.Held other) {
      throw new StartRefused(
          "Another backup of this registry is being made.", "Wait until it has ended.", other);
    } catch (SQLException failed) {
      throw new StartRefused(
          "The database could not be read to the end: " + failed.getMessage(), AGAIN, failed);
    } catch (Refused unavailable) {
      throw new StartRefused(
          "The store, or the disk of the backup, failed: "
              + Objects.requireNonNullElse(unavailable.getCause(), unavailable).getMessage(),
          AGAIN,
          unavailable);
    } catch (IOException failed) {
      throw new StartRefused("The backup could not be written: " + failed, AGAIN, failed);
    }
  }

  private static final String AGAIN =
      "Run the command again when the cause is removed: what was copied is not copied again.";

  private Result write(BackupFolder folder, DeletionHold hold) throws Exception {
    Instant begunAt = clock.instant();
    Path target;
    Written written;
    progress.begin("Copying the database");
    try (DatabaseCopy copy = DatabaseCopy.of(database.getConnection())) {
      String registry = copy.registry().orElse(null);
      refuseAnother(folder, registry);
      target = folder.newDatabase(begunAt);
      written = rows(copy, target, registry);
    }
    Path list = target.resolve(LIST);
    BlobStore copies = folder.bytesToWrite();
    Amount missing = missing(list, copies);
    progress.begin("Copying the bytes of files", missing.files(), missing.bytes());
    Queue<Damaged> damaged = new ConcurrentLinkedQueue<>();
    try (Stream<StoredBytes> all = BytesList.read(list)) {
      Iterator<StoredBytes> left = all.filter(bytes -> !isThere(bytes, copies)).iterator();
      new BytesCopy(store, copies, progress)
          .run(
              left,
              hold::check,
              (bytes, what) -> damaged.add(new Damaged(bytes.key(), bytes.sha256(), what)));
    }
    Manifest manifest = written.with(begunAt, location, List.copyOf(damaged));
    String digest = folder.complete(target, manifest);
    removeOthers(copies, list);
    return new Result(
        begunAt,
        manifest.tables().stream().mapToLong(TableFile::rows).sum(),
        written.bytes(),
        missing,
        damaged.stream().map(Damaged::sha256).toList(),
        digest);
  }

  private static void refuseAnother(BackupFolder folder, @Nullable String registry)
      throws IOException {
    if (folder.complete().isEmpty()) return;
    String before = folder.manifest(folder.complete().get()).registry();
    if (before == null || before.equals(registry)) return;
    throw new StartRefused(
        "The folder " + folder.root() + " holds the backup of another registry.",
        "Name another folder, so that the backup of that registry stays.");
  }

  /** The rows that were written, and the list of the bytes to copy. */
  private record Written(
      @Nullable String registry,
      List<String> schema,
      List<TableFile> tables,
      Map<String, Long> sequences,
      Amount bytes,
      String listSha256) {
    Manifest with(Instant begunAt, String store, List<Damaged> damaged) {
      return new Manifest(
          Manifest.FORMAT,
          begunAt,
          registry,
          store,
          schema,
          tables,
          sequences,
          new Manifest.BytesList(bytes.files(), bytes.bytes(), listSha256, damaged));
    }
  }

  private Written rows(DatabaseCopy copy, Path target, @Nullable String registry) throws Exception {
    List<TableFile> files = new ArrayList<>();
    for (Table table : copy.tables()) {
      progress.begin("Copying the table " + table.name());
      long[] rows = new long[1];
      String sha256 =
          HashedFile.write(
              target.resolve(file(table.name())), out -> rows[0] = copy.write(table, out));
      files.add(new TableFile(table.name(), table.columns(), rows[0], sha256));
    }
    Amount[] bytes = {Amount.NONE};
    String list =
        HashedFile.write(
            target.resolve(LIST),
            out ->
                copy.blobs(
                    blob -> {
                      out.write(BytesList.line(blob).getBytes(StandardCharsets.US_ASCII));
                      bytes[0] = bytes[0].plus(blob.size());
                    }));
    return new Written(registry, copy.schema(), files, copy.sequences(), bytes[0], list);
  }

  static String file(String table) {
    return table + ".copy.gz";
  }

  private static Amount missing(Path list, BlobStore copies) throws IOException {
    Amount[] missing = {Amount.NONE};
    try (Stream<StoredBytes> all = BytesList.read(list)) {
      all.filter(bytes -> !isThere(bytes, copies))
          .forEach(bytes -> missing[0] = missing[0].plus(bytes.size()));
    }
    return missing[0];
  }

  /** A file has its name only if all of its bytes were hashed and are on the disk. */
  private static boolean isThere(StoredBytes bytes, BlobStore copies) {
    return copies.size(bytes.key()).filter(size -> size == bytes.size()).isPresent();
  }

  /** Removes bytes that only an earlier backup had. Both lists are sorted by key. */
  private static void removeOthers(BlobStore copies, Path list) throws IOException {
    try (Stream<StoredBytes> all = BytesList.read(list)) {
      Iterator<String> needed = all.map(StoredBytes::key).iterator();
      String next = needed.hasNext() ? needed.next() : null;
      String continuation = null;
      do {
        Listing page = copies.list(continuation);
        for (Listed file : page.keys()) {
          while (next != null && next.compareTo(file.key()) < 0)
            next = needed.hasNext() ? needed.next() : null;
          if (!file.key().equals(next)) copies.discard(file.key());
        }
        continuation = page.continuation();
      } while (continuation != null);
    }
  }
}
