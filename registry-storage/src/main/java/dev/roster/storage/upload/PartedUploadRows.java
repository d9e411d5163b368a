package dev.roster.storage.upload;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.audit.Actor;
import dev.roster.core.digest.Sha256;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.upload.PartedObject;
import dev.roster.core.upload.PartedUpload;
import dev.roster.core.upload.PartedUpload.Failure;
import dev.roster.core.upload.PartedUpload.State;
import dev.roster.core.upload.PartedUploadStore;
import dev.roster.core.upload.Parts;
import dev.roster.core.upload.Via;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class PartedUploadRows implements PartedUploadStore {
  private static final String SELECT =
      """
      select u.*, v.number, m.id as model_id, m.name
      from upload u join version v on v.id = u.version_id join model m on m.id = v.model_id
      where u.part_size is not null
      """;

  private final JdbcClient jdbc;

  PartedUploadRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void open(PartedUpload upload, Instant at) {
    jdbc.sql(
            """
            insert into upload (id, version_id, path, key, size, part_size, sha256, via, handle,
              owner, actor, token_id, created_at, expires_at)
            values (:id, :version, :path, :key, :size, :partSize, :sha256, :via, :handle,
              :owner, :actor, :token, :at, :expires)""")
        .param("id", upload.id())
        .param("version", upload.version().id())
        .param("path", upload.path().text())
        .param("key", upload.object().key())
        .param("size", upload.parts().size())
        .param("partSize", upload.parts().partSize())
        .param("sha256", upload.sha256() == null ? null : upload.sha256().hex())
        .param("via", upload.via().wire())
        .param("handle", upload.object().handle())
        .param("owner", upload.owner())
        .param("actor", upload.by().name())
        .param("token", upload.by().tokenId())
        .param("at", InstantColumn.write(at))
        .param("expires", InstantColumn.write(upload.expiresAt()))
        .update();
  }

  @Override
  public boolean begun(UUID id, String handle, Instant expires) {
    return jdbc.sql(
                """
                update upload set handle = :handle, expires_at = :expires
                where id = :id and state = 'open'""")
            .param("id", id)
            .param("handle", handle)
            .param("expires", InstantColumn.write(expires))
            .update()
        == 1;
  }

  @Override
  public Optional<PartedUpload> find(VersionRef version, UUID id) {
    return jdbc.sql(SELECT + "and u.version_id = :version and u.id = :id")
        .param("version", version.id())
        .param("id", id)
        .query(PartedUploadRows::upload)
        .optional();
  }

  @Override
  public Page<PartedUpload> list(VersionRef version, @Nullable String owner, PageRequest page) {
    Position after = page.after();
    List<PartedUpload> rows =
        jdbc.sql(
                SELECT
                    + """
                    and u.version_id = :version and u.state in ('open', 'verifying')
                    and (:owner::text is null or u.owner = :owner)
                    and (:after::uuid is null or (u.created_at, u.id) >
                      (select o.created_at, o.id from upload o where o.id = :after::uuid))
                    order by u.created_at, u.id limit :limit""")
            .param("version", version.id())
            .param("owner", owner)
            .param("after", after == null ? null : after.text(0))
            .param("limit", page.fetch())
            .query(PartedUploadRows::upload)
            .list();
    return Page.of(rows, page.limit(), last -> Position.of(last.id()));
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<PartedUpload> beginVerifying(
      UUID id, boolean isShown, Instant leaseEnds, Instant expires) {
    int begun =
        jdbc.sql(
                """
                update upload set state = 'verifying', attempt = attempt + 1,
                  lease_ends_at = :leaseEnds, expires_at = :expires
                where id = :id and state = 'open'""")
            .param("id", id)
            .param("leaseEnds", InstantColumn.write(leaseEnds))
            .param("expires", InstantColumn.write(expires))
            .update();
    if (begun == 0) return Optional.empty();
    if (isShown)
      jdbc.sql(
              """
              update version set status = 'verifying', revision = revision + 1
              where id = (select version_id from upload where id = :id) and status = 'draft'""")
          .param("id", id)
          .update();
    return Optional.of(read(id));
  }

  private PartedUpload read(UUID id) {
    return jdbc.sql(SELECT + "and u.id = :id")
        .param("id", id)
        .query(PartedUploadRows::upload)
        .single();
  }

  @Override
  @Transactional
  public Optional<PartedUpload> claim(Instant now, Instant leaseEnds) {
    return jdbc.sql(
            """
            update upload set attempt = attempt + 1, lease_ends_at = :leaseEnds
            where id = (
              select id from upload
              where state = 'verifying' and lease_ends_at <= :now and expires_at > :now
              order by lease_ends_at limit 1 for update skip locked)
            returning id""")
        .param("now", InstantColumn.write(now))
        .param("leaseEnds", InstantColumn.write(leaseEnds))
        .query(UUID.class)
        .optional()
        .map(this::read);
  }

  @Override
  public boolean renew(UUID id, int attempt, Instant leaseEnds) {
    return jdbc.sql(
                """
                update upload set lease_ends_at = :leaseEnds
                where id = :id and attempt = :attempt and state = 'verifying'""")
            .param("id", id)
            .param("attempt", attempt)
            .param("leaseEnds", InstantColumn.write(leaseEnds))
            .update()
        == 1;
  }

  @Override
  public void found(UUID id, Sha256 sha256) {
    jdbc.sql("update upload set sha256 = :sha256 where id = :id")
        .param("id", id)
        .param("sha256", sha256.hex())
        .update();
  }

  @Override
  public boolean abort(UUID id, int attempt, @Nullable Failure failure, Instant at) {
    return jdbc.sql(
                """
                update upload set state = 'aborted', finished_at = :at,
                  failure_code = :code, failure_detail = :detail
                where id = :id and attempt = :attempt and state in ('open', 'verifying')""")
            .param("id", id)
            .param("attempt", attempt)
            .param("code", failure == null ? null : failure.code().wire())
            .param("detail", failure == null ? null : failure.detail())
            .param("at", InstantColumn.write(at))
            .update()
        == 1;
  }

  @Override
  public List<PartedUpload> expired(Instant now) {
    return jdbc.sql(
            SELECT
                + """
                and u.state in ('open', 'verifying') and u.expires_at <= :now
                order by u.expires_at limit 100""")
        .param("now", InstantColumn.write(now))
        .query(PartedUploadRows::upload)
        .list();
  }

  /**
   * Locks the versions first, so that the second statement sees uploads whose verification began
   * while it waited.
   */
  @Override
  @Transactional
  public void settle() {
    List<Long> shown =
        jdbc.sql("select id from version where status = 'verifying' order by id for no key update")
            .query(Long.class)
            .list();
    if (shown.isEmpty()) return;
    jdbc.sql(
            """
            update version set status = 'draft', revision = revision + 1
            where id in (:ids) and status = 'verifying' and not exists (
              select from upload u where u.version_id = version.id and u.state = 'verifying')""")
        .param("ids", shown)
        .update();
  }

  private static PartedUpload upload(ResultSet row, int n) throws SQLException {
    String sha256 = row.getString("sha256");
    String failure = row.getString("failure_code");
    return new PartedUpload(
        row.getObject("id", UUID.class),
        new VersionRef(
            row.getLong("version_id"),
            new ModelRef(row.getLong("model_id"), new ModelName(row.getString("name"))),
            row.getInt("number")),
        new ArtifactPath(row.getString("path")),
        new Parts(row.getLong("size"), row.getLong("part_size")),
        sha256 == null ? null : new Sha256(sha256),
        Via.ofWire(row.getString("via")),
        State.ofWire(row.getString("state")),
        row.getString("owner"),
        new Actor(row.getString("actor"), row.getString("token_id")),
        InstantColumn.read(row, "expires_at"),
        new PartedObject(row.getString("key"), row.getString("handle")),
        row.getInt("attempt"),
        failure == null
            ? null
            : new Failure(
                ProblemCode.valueOf(failure.toUpperCase(Locale.ROOT)),
                row.getString("failure_detail")));
  }
}
