package dev.roster.storage.tombstone;

import dev.roster.core.problem.Tombstone;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.tombstone.TombstoneStore;
import dev.roster.storage.time.InstantColumn;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TombstoneRows implements TombstoneStore {
  private final JdbcClient jdbc;

  TombstoneRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Tombstone> find(VersionRef version) {
    return jdbc.sql(
            """
            select v.digest, v.created_at, r.reclaimed_at, r.reclaimed_by, r.why
            from reclaimed r join version v on v.id = r.version_id where r.version_id = :version
            """)
        .param("version", version.id())
        .query(
            (row, n) ->
                new Tombstone(
                    row.getString("digest"),
                    InstantColumn.read(row, "created_at"),
                    InstantColumn.read(row, "reclaimed_at"),
                    row.getString("reclaimed_by"),
                    row.getString("why")))
        .optional();
  }
}
