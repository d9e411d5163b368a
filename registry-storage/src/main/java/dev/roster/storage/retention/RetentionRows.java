package dev.roster.storage.retention;

import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.retention.Candidate;
import dev.roster.core.retention.RetentionStore;
import dev.roster.core.retention.Spared;
import dev.roster.storage.time.InstantColumn;
import dev.roster.storage.trash.PurgeStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RetentionRows implements RetentionStore {
  /**
   * The first reason to spare a candidate. Deployments that serve the version will be a further
   * one. A parent is older than its child, so the walk through the lineage ends.
   */
  private static final String SPARED =
      """
      case
        when v.number in (
          select n.number from version n where n.model_id = v.model_id and n.deleted_at is null
          order by n.number desc limit :kept) then 'newest'
        when exists (select from alias a where a.version_id = v.id) then 'aliased'
        when exists (select from hold h
          where h.version_id = v.id and (h.until is null or h.until > :now)) then 'held'
        when exists (
          with recursive made(id) as (
            select e.version_id from lineage_edge e where e.parent_id = v.id
            union
            select e.version_id from made b join lineage_edge e on e.parent_id = b.id)
          select from made b join version p on p.id = b.id
          where p.stage = 'production' and p.deleted_at is null) then 'lineage'
      end
      """;

  private static final String CANDIDATES =
      """
      select v.id, v.number, coalesce(v.size, 0) as size, v.digest, v.staged_at, %s as spared
      from version v
      where v.model_id = :model and v.stage = 'retired' and v.deleted_at is null
        and v.status in ('ready', 'damaged') and v.staged_at < :before
      """
          .formatted(SPARED);

  private final JdbcClient jdbc;
  private final List<PurgeStep> steps;

  RetentionRows(JdbcClient jdbc, List<PurgeStep> steps) {
    this.jdbc = jdbc;
    this.steps = steps.stream().filter(PurgeStep::releasesBytes).toList();
  }

  @Override
  public List<ModelRef> models(long after, int limit) {
    return jdbc.sql(
            """
            select m.id, m.name from model m
            where m.id > :after and m.deleted_at is null and exists (select from version v
              where v.model_id = m.id and v.stage = 'retired' and v.deleted_at is null
                and v.status in ('ready', 'damaged'))
            order by m.id limit :most
            """)
        .param("after", after)
        .param("most", limit)
        .query((row, n) -> new ModelRef(row.getLong("id"), new ModelName(row.getString("name"))))
        .list();
  }

  @Override
  public List<Candidate> candidates(ModelRef model, Rule rule, Instant now, int after, int limit) {
    return candidates(
            CANDIDATES + "and v.number > :after order by v.number limit :most", model, rule, now)
        .param("after", after)
        .param("most", limit)
        .query((row, n) -> candidate(model, row))
        .list();
  }

  @Override
  public Optional<Candidate> candidate(VersionRef version, Rule rule, Instant now) {
    return candidates(CANDIDATES + "and v.id = :id", version.model(), rule, now)
        .param("id", version.id())
        .query((row, n) -> candidate(version.model(), row))
        .optional();
  }

  private JdbcClient.StatementSpec candidates(String sql, ModelRef model, Rule rule, Instant now) {
    return jdbc.sql(sql)
        .param("model", model.id())
        .param("kept", rule.kept())
        .param("before", InstantColumn.write(rule.retiredBefore()))
        .param("now", InstantColumn.write(now));
  }

  private static Candidate candidate(ModelRef model, ResultSet row) throws SQLException {
    String spared = row.getString("spared");
    return new Candidate(
        new VersionRef(row.getLong("id"), model, row.getInt("number")),
        row.getLong("size"),
        row.getString("digest"),
        InstantColumn.read(row, "staged_at"),
        spared == null ? null : Spared.ofWire(spared));
  }

  @Override
  public void reclaim(VersionRef version, String why, String by, Instant at) {
    jdbc.sql(
            """
            update version set status = 'reclaimed', updated_at = :at, revision = revision + 1
            where id = :id
            """)
        .param("id", version.id())
        .param("at", InstantColumn.write(at))
        .update();
    jdbc.sql(
            """
            insert into reclaimed (version_id, reclaimed_at, reclaimed_by, why)
            values (:id, :at, :by, :why)
            """)
        .param("id", version.id())
        .param("at", InstantColumn.write(at))
        .param("by", by)
        .param("why", why)
        .update();
    for (PurgeStep step : steps) {
      step.lock(List.of(version.id()));
      step.purge(version.model(), new Long[] {version.id()});
    }
  }

  @Override
  public boolean begin(Instant now, Duration every) {
    return jdbc.sql(
                """
                insert into retention_run (begun_at) values (:now)
                on conflict (only_row) do update set begun_at = :now
                where retention_run.begun_at <= :last
                """)
            .param("now", InstantColumn.write(now))
            .param("last", InstantColumn.write(now.minus(every)))
            .update()
        == 1;
  }
}
