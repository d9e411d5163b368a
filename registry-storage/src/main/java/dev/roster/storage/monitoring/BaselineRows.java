package dev.roster.storage.monitoring;

import dev.roster.core.monitoring.baseline.BaselineReader;
import dev.roster.core.monitoring.baseline.BaselineStore;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class BaselineRows implements BaselineStore {
  private final JdbcClient jdbc;

  BaselineRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Kept> find(VersionRef version) {
    return jdbc.sql("select digest, document from baseline where version_id = :version")
        .param("version", version.id())
        .query((row, n) -> new Kept(row.getString("digest"), row.getString("document")))
        .optional();
  }

  @Override
  public boolean insert(VersionRef version, BaselineReader.Frozen frozen, String by, Instant at) {
    return jdbc.sql(
                """
                insert into baseline (version_id, digest, rows, document, created_at, created_by)
                values (:version, :digest, :rows, :document, :at, :by)
                on conflict (version_id) do nothing
                """)
            .param("version", version.id())
            .param("digest", frozen.baseline().digest())
            .param("rows", frozen.baseline().rows())
            .param("document", frozen.document())
            .param("at", InstantColumn.write(at))
            .param("by", by)
            .update()
        == 1;
  }

  @Override
  public Optional<String> lockForShare(VersionRef version) {
    return jdbc.sql("select digest from baseline where version_id = :version for share")
        .param("version", version.id())
        .query(String.class)
        .optional();
  }

  @Override
  public Optional<Kept> lock(VersionRef version) {
    return jdbc.sql("select digest, document from baseline where version_id = :version for update")
        .param("version", version.id())
        .query((row, n) -> new Kept(row.getString("digest"), row.getString("document")))
        .optional();
  }

  @Override
  public boolean isCountedIn(VersionRef version) {
    return jdbc.sql("select exists (select from observation_batch where version_id = :version)")
        .param("version", version.id())
        .query(Boolean.class)
        .single();
  }

  @Override
  public void replace(VersionRef version, BaselineReader.Frozen frozen, String by, Instant at) {
    jdbc.sql(
            """
            update baseline
            set digest = :digest, rows = :rows, document = :document, created_at = :at,
              created_by = :by
            where version_id = :version
            """)
        .param("version", version.id())
        .param("digest", frozen.baseline().digest())
        .param("rows", frozen.baseline().rows())
        .param("document", frozen.document())
        .param("at", InstantColumn.write(at))
        .param("by", by)
        .update();
  }
}
