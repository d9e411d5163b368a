package dev.roster.storage.artifact;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.UploadStore;
import dev.roster.core.audit.Actor;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.audit.ErasedActor;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
      Map<ArtifactPath, Upload> uploads,
      VersionRef version,
      Actor by,
      Instant at,
      Instant expires) {
    ErasedActor.refusing(() -> insert(uploads, version, by, at, expires));
  }

  private void insert(
      Map<ArtifactPath, Upload> uploads,
      VersionRef version,
      Actor by,
      Instant at,
      Instant expires) {
    jdbc.sql(
            """
            insert into upload (id, version_id, path, key, actor, created_at, expires_at)
            select u.id, :version, u.path, u.key, :by, :at, :expires
            from unnest(:ids::uuid[], :paths::text[], :keys::text[]) as u (id, path, key)
            where refuse_erased(:by, :token)""")
        .param("version", version.id())
        .param("ids", uploads.values().stream().map(Upload::id).toArray(UUID[]::new))
        .param("paths", uploads.keySet().stream().map(ArtifactPath::text).toArray(String[]::new))
        .param("keys", uploads.values().stream().map(Upload::key).toArray(String[]::new))
        .param("by", by.name())
        .param("token", by.tokenId() == null ? "" : by.tokenId())
        .param("at", InstantColumn.write(at))
        .param("expires", InstantColumn.write(expires))
        .update();
  }

  @Override
  public boolean finish(Collection<Upload> uploads, Instant at) {
    return jdbc.sql(
                """
                update upload u set state = 'done', finished_at = :at
                from unnest(:ids::uuid[], :attempts::int[]) as given (id, attempt)
                where u.id = given.id and u.attempt = given.attempt
                  and u.state in ('open', 'verifying')""")
            .param("ids", uploads.stream().map(Upload::id).toArray(UUID[]::new))
            .param("attempts", uploads.stream().map(Upload::attempt).toArray(Integer[]::new))
            .param("at", InstantColumn.write(at))
            .update()
        == uploads.size();
  }

  @Override
  public boolean abort(UUID id, Instant at) {
    return jdbc.sql(
                """
                update upload set state = 'aborted', finished_at = :at
                where id = :id and state in ('open', 'verifying') and attempt = 0""")
            .param("id", id)
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
