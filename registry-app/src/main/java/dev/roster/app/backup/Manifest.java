package dev.roster.app.backup;

import dev.roster.storage.backup.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backup consists of.
 *
 * @param format the form of the backup; another form has another number
 * @param begunAt when the backup began. Everything that was acknowledged before is in it
 * @param registry what no other registry has; null if nothing was ever changed in it
 * @param store where the bytes were, and the list of erasures is, which goes on after the backup;
 *     null in backups of older servers
 * @param schema the numbers of the scripts that made the tables
 * @param sequences the last number that each sequence has given
 */
record Manifest(
    int format,
    Instant begunAt,
    @Nullable String registry,
    @Nullable String store,
    List<String> schema,
    List<TableFile> tables,
    Map<String, Long> sequences,
    BytesList bytes) {
  static final int FORMAT = 1;

  /**
   * The rows of a table.
   *
   * @param sha256 the digest of the file
   */
  record TableFile(String name, List<String> columns, long rows, String sha256) {
    Table table() {
      return new Table(name, columns);
    }
  }

  /**
   * The bytes of all files.
   *
   * @param sha256 the digest of the list of them
   * @param damaged those that the store did not have, or had altered, so they are not in the backup
   */
  record BytesList(long count, long size, String sha256, List<Damaged> damaged) {}

  /** Bytes that could not be copied. */
  record Damaged(String key, String sha256, String what) {}
}
