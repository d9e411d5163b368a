package dev.roster.storage.artifact;

import dev.roster.core.digest.Sha256;
import dev.roster.storage.progress.Progress;
import dev.roster.storage.verify.Coverage;
import dev.roster.storage.verify.Coverage.Amount;
import dev.roster.storage.verify.Finding;
import dev.roster.storage.verify.InvariantCheck;
import dev.roster.storage.verify.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** I1: each file of a READY version is in the store, complete and unaltered. */
final class BytesCheck implements InvariantCheck {
  private static final String FILES =
      """
      select m.name, v.number, a.path, a.id, b.id as blob, b.sha256, b.size, b.key, b.state
      from version v join model m on m.id = v.model_id
      join artifact a on a.version_id = v.id left join blob b on b.id = a.blob_id
      where v.status in ('ready', 'damaged')
      order by b.id, m.name, v.number, a.path
      """;
  private static final String BLOBS =
      """
      select b.id, b.key, b.size from blob b
      where exists (
        select from artifact a join version v on v.id = a.version_id
        where a.blob_id = b.id and v.status in ('ready', 'damaged'))
      order by b.id
      """;
  private static final String STILL =
      """
      select from artifact a join version v on v.id = a.version_id
      where a.id = ? and v.status in ('ready', 'damaged')
      """;
  private static final String REMEDY =
      "Restore the object %s of the bucket from a backup, or upload the same file to a draft"
          + " version of any model: Roster then uses those bytes for this file too.";

  private long blob = -1;
  private @Nullable String fault;
  private long files;

  @Override
  public String run(Snapshot rows, Consumer<Finding> findings) throws SQLException {
    Coverage coverage = rows.coverage();
    rows.each(
        BLOBS, row -> coverage.offer(row.getLong("id"), row.getString("key"), row.getLong("size")));
    Amount amount = coverage.toRead();
    rows.progress().begin("Reading the bytes of files", amount.blobs(), amount.bytes());
    rows.each(
        FILES,
        row -> {
          files++;
          String wrong = faultOf(row, rows);
          // a version that was deleted in the meantime may lose its bytes
          if (wrong != null && rows.isStill(STILL, row.getLong("id")))
            findings.accept(
                new Finding("I1", where(row), wrong, String.format(REMEDY, row.getString("key"))));
        });
    return files + " files, " + amount.bytes() + " bytes";
  }

  @Override
  public boolean readsBytes() {
    return true;
  }

  /** Files with the same bytes follow one another, so that the bytes are read once. */
  private @Nullable String faultOf(ResultSet row, Snapshot rows) throws SQLException {
    long id = row.getLong("blob");
    if (row.wasNull()) return "its row refers to no bytes";
    if (id != blob) {
      blob = id;
      fault = rows.coverage().reads(id) ? bytesFault(row, rows) : null;
    }
    if (fault == null && !"stored".equals(row.getString("state")))
      return "its bytes are being deleted";
    return fault;
  }

  private static @Nullable String bytesFault(ResultSet row, Snapshot rows) throws SQLException {
    Optional<InputStream> object = rows.object(row.getString("key"));
    String wrong =
        object.isEmpty()
            ? "the store has no object under its key"
            : read(object.get(), row.getString("sha256"), row.getLong("size"), rows.progress());
    rows.progress().addFile();
    rows.coverage().wasRead(row.getLong("blob"), row.getString("key"), wrong == null);
    return wrong;
  }

  private static @Nullable String read(
      InputStream object, String sha256, long size, Progress progress) {
    MessageDigest digest = Sha256.newDigest();
    byte[] buffer = new byte[1 << 16];
    long count = 0;
    try (InputStream in = object) {
      for (int n; (n = in.read(buffer)) >= 0; count += n) {
        digest.update(buffer, 0, n);
        progress.addBytes(n);
      }
    } catch (IOException cut) {
      return "the store does not return its bytes: " + cut.getMessage();
    }
    Sha256 found = Sha256.of(digest.digest());
    if (count != size) return "the store holds " + count + " bytes instead of " + size;
    return found.hex().equals(sha256) ? null : "the store holds other bytes, " + found;
  }

  private static String where(ResultSet row) throws SQLException {
    return row.getString("name")
        + "/"
        + row.getInt("number")
        + " "
        + row.getString("path")
        + " sha256:"
        + row.getString("sha256");
  }
}
