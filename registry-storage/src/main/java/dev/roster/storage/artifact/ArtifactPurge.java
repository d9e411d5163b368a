package dev.roster.storage.artifact;

import dev.roster.core.reference.ModelRef;
import dev.roster.storage.trash.ChunkedDelete;
import dev.roster.storage.trash.PurgeStep;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes the artifacts of purged versions. A trigger queues the bytes that nothing refers to
 * afterwards.
 */
@Component
class ArtifactPurge implements PurgeStep {
  private final JdbcClient jdbc;
  private final ChunkedDelete delete;

  ArtifactPurge(JdbcClient jdbc) {
    this.jdbc = jdbc;
    delete = new ChunkedDelete(jdbc);
  }

  /**
   * Locks all blobs before the first is queued, so that another purge that shares some of them
   * waits.
   */
  @Override
  public void lock(List<Long> versions) {
    jdbc.sql(
            """
            select count(*) from (
              select from blob
              where id in (select blob_id from artifact where version_id = any(:versions))
              order by sha256, id for no key update) held
            """)
        .param("versions", versions.toArray(Long[]::new))
        .query(Long.class)
        .single();
  }

  @Override
  public boolean releasesBytes() {
    return true;
  }

  @Override
  public void purge(ModelRef model, Long[] versions) {
    delete.from("artifact", versions);
  }
}
