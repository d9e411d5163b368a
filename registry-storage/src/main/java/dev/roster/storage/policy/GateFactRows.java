package dev.roster.storage.policy;

import dev.roster.core.policy.GateFactStore;
import dev.roster.core.policy.GateFacts;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import dev.roster.storage.access.Visible;
import dev.roster.storage.plan.RepeatedQueries;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class GateFactRows implements GateFactStore {
  private final JdbcClient jdbc;

  GateFactRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public GateFacts.Observed observed(VersionRef version) {
    return jdbc.sql(
            """
            select exists (select from baseline where version_id = :version) as has_baseline,
              coalesce((
                select lower(o.alarm ->> 'state') from monitor o
                where o.model_id = :model and o.judged_version = :number and o.deleted_at is null
                order by array_position(array['firing', 'error', 'pending', 'recovering',
                  'insufficient_data', 'ok'], lower(o.alarm ->> 'state')) limit 1), '') as drift,
              (select count(*) from incident i join monitor o on o.id = i.monitor_id
                where o.model_id = :model and i.version = :number and i.closed_at is null) as open
            """)
        .param("version", version.id())
        .param("model", version.model().id())
        .param("number", version.number())
        .query(
            (row, n) ->
                new GateFacts.Observed(
                    row.getBoolean("has_baseline"), row.getString("drift"), row.getLong("open")))
        .single();
  }

  @Override
  public List<VersionRef> newestInStaging(String prefix, Visibility visibility, int limit) {
    List<VersionRef> found =
        jdbc.sql(
                """
            select m.id as model_id, m.name, v.id, v.number
            from model m cross join lateral (
              select id, number from version
              where model_id = m.id and stage = 'staging' and deleted_at is null
              order by staged_at desc, number desc limit 1) v
            where m.deleted_at is null and starts_with(lower(m.name), lower(:prefix)) and %s
            order by m.name collate "C" limit :limit
            """
                    .formatted(Visible.MODEL_M))
            .params(Visible.params(visibility))
            .param("prefix", prefix)
            .param("limit", limit)
            .query(
                (row, n) ->
                    new VersionRef(
                        row.getLong("id"),
                        new ModelRef(row.getLong("model_id"), new ModelName(row.getString("name"))),
                        row.getInt("number")))
            .list();
    RepeatedQueries.planOnce(jdbc); // the caller judges each of them
    return found;
  }
}
