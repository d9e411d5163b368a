package dev.roster.storage.retirement;

import dev.roster.core.access.Permission;
import dev.roster.core.approval.Request;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.retirement.Retirement;
import dev.roster.core.retirement.RetirementStore;
import dev.roster.storage.access.Standing;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RetirementRows implements RetirementStore {
  private final JdbcClient jdbc;

  RetirementRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Retirement> find(VersionRef version) {
    return jdbc.sql(
            """
            select r.*, %s as entitled, p.id as replacement, p.number, o.id as replacement_model,
              o.name, p.deleted_at is null and o.deleted_at is null as present
            from retirement r join version v on v.id = r.version_id join model m on m.id = v.model_id
            left join version p on p.id = r.replacement_id left join model o on o.id = p.model_id
            where r.version_id = :version
            """
                .formatted(Standing.condition("r", "promoting")))
        .param("version", version.id())
        .param("promoting", Standing.roles(Permission.PROMOTE))
        .query((row, n) -> retirement(version, row))
        .optional();
  }

  private static Retirement retirement(VersionRef version, ResultSet row) throws SQLException {
    return new Retirement(
        version,
        InstantColumn.read(row, "sunset"),
        replacement(row),
        row.getString("reason"),
        new Request.Requester(
            row.getString("announced_by"),
            row.getString("principal"),
            row.getString("token_id"),
            row.getBoolean("entitled")),
        InstantColumn.read(row, "announced_at"),
        InstantColumn.read(row, "changed_at"),
        InstantColumn.readNullable(row, "due_at"));
  }

  private static Retirement.@Nullable Replacement replacement(ResultSet row) throws SQLException {
    Long id = row.getObject("replacement", Long.class);
    if (id == null) return null;
    ModelRef model =
        new ModelRef(row.getLong("replacement_model"), new ModelName(row.getString("name")));
    return new Retirement.Replacement(
        new VersionRef(id, model, row.getInt("number")), row.getBoolean("present"));
  }

  @Override
  public void put(Retirement retirement) {
    Request.Requester by = retirement.by();
    jdbc.sql(
            """
            insert into retirement (version_id, sunset, replacement_id, reason, announced_at,
              announced_by, principal, token_id, changed_at, due_at)
            values (:version, :sunset, :replacement, :reason, :at, :by, :principal, :token, :changed,
              :due)
            on conflict (version_id) do update
            set sunset = excluded.sunset, replacement_id = excluded.replacement_id,
              reason = excluded.reason, announced_by = excluded.announced_by,
              principal = excluded.principal, token_id = excluded.token_id,
              changed_at = excluded.changed_at, due_at = excluded.due_at
            """)
        .param("version", retirement.version().id())
        .param("sunset", InstantColumn.write(retirement.sunset()))
        .param(
            "replacement",
            retirement.replacement() == null ? null : retirement.replacement().version().id())
        .param("reason", retirement.reason())
        .param("at", InstantColumn.write(retirement.at()))
        .param("by", by.name())
        .param("principal", by.principal())
        .param("token", by.tokenId())
        .param("changed", InstantColumn.write(retirement.changedAt()))
        .param("due", retirement.dueAt() == null ? null : InstantColumn.write(retirement.dueAt()))
        .update();
  }

  @Override
  public void remove(VersionRef version) {
    jdbc.sql("delete from retirement where version_id = :version")
        .param("version", version.id())
        .update();
  }

  @Override
  public List<VersionRef> due(Instant now, long after, int limit) {
    return jdbc.sql(
            """
            select v.id, v.number, m.id as model_id, m.name
            from retirement r join version v on v.id = r.version_id join model m on m.id = v.model_id
            where r.sunset <= :now and v.stage <> 'retired' and v.deleted_at is null
              and m.deleted_at is null and v.id > :after
            order by v.id limit :most
            """)
        .param("now", InstantColumn.write(now))
        .param("after", after)
        .param("most", limit)
        .query(
            (row, n) ->
                new VersionRef(
                    row.getLong("id"),
                    new ModelRef(row.getLong("model_id"), new ModelName(row.getString("name"))),
                    row.getInt("number")))
        .list();
  }
}
