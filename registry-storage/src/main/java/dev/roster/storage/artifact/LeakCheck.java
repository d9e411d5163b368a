package dev.roster.storage.artifact;

import dev.roster.storage.verify.Finding;
import dev.roster.storage.verify.InvariantCheck;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;
import java.util.function.Consumer;

/** I4: bytes that nothing refers to are queued for deletion. */
final class LeakCheck implements InvariantCheck {
  private static final String LEAKED =
      """
      select b.id, b.key, b.sha256, b.size from blob b
      where not exists (select from artifact a where a.blob_id = b.id)
        and not exists (select from blob_deletion d where d.blob_id = b.id or d.key = b.key)
        and not exists (
          select from upload u where u.key = b.key and u.state in ('open', 'verifying'))
      order by b.id
      """;

  @Override
  public String run(Snapshot rows, Consumer<Finding> findings) throws SQLException {
    rows.each(
        LEAKED,
        row ->
            findings.accept(
                new Finding(
                    "I4",
                    "blob %s sha256:%s".formatted(row.getString("key"), row.getString("sha256")),
                    "nothing refers to its %d bytes, and they are not queued for deletion"
                        .formatted(row.getLong("size")),
                    ("Queue them: insert into blob_deletion (key, blob_id, queued_at) select key,"
                            + " id, now() from blob where id = %d")
                        .formatted(row.getLong("id")))));
    return rows.count("select count(*) from blob") + " blobs";
  }
}
