package dev.roster.storage.artifact;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.UploadStore;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class UploadRows implements UploadStore {
  private final JdbcClient jdbc;

  UploadRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void open(
      Upload upload,
      VersionRef version,
      ArtifactPath path,
      String by,
      Instant at,
      Instant expires) {
    jdbc.sql(
            """
            insert into upload (id, version_id, path, key, actor, created_at, expires_at)
            values (:id, :version, :path, :key, :by, :at, :expires)""")
        .param("id", upload.id())
        .param("version", version.id())
        .param("path", path.text())
        .param("key", upload.key())
        .param("by", by)
        .param("at", InstantColumn.write(at))
        .param("expires", InstantColumn.write(expires))
        .update();
  }

  @Override
  public boolean finish(Upload upload, Instant at) {
    return end(upload.id(), upload.attempt(), "done", at);
  }

  @Override
  public boolean abort(UUID id, Instant at) {
    return end(id, 0, "aborted", at);
  }

  private boolean end(UUID id, int attempt, String state, Instant at) {
    return jdbc.sql(
                """
                update upload set state = :state, finished_at = :at
                where id = :id and state in ('open', 'verifying') and attempt = :attempt""")
            .param("id", id)
            .param("attempt", attempt)
            .param("state", state)
            .param("at", InstantColumn.write(at))
            .update()
        == 1;
  }

  @Override
  public void renew(Collection<UUID> ids, Instant expires) {
    jdbc.sql(
            """
            update upload set expires_at = :expires
            where id in (
              select id from upload where id = any(:ids) and state in ('open', 'verifying')
              for update skip locked)""")
        .param("ids", ids.toArray(UUID[]::new))
        .param("expires", InstantColumn.write(expires))
        .update();
  }

  @Override
  public List<String> abortExpired(Instant now) {
    return jdbc.sql(
            """
            update upload set state = 'aborted', finished_at = :now
            where id in (
              select id from upload
              where state in ('open', 'verifying') and part_size is null and expires_at <= :now
              order by expires_at limit 100 for update skip locked)
            returning key""")
        .param("now", InstantColumn.write(now))
        .query(String.class)
        .list();
  }

  @Override
  public void forget(Instant before) {
    jdbc.sql("delete from upload where finished_at < :before")
        .param("before", InstantColumn.write(before))
        .update();
  }
}
