package dev.roster.storage.model;

import dev.roster.core.model.AliasName;
import dev.roster.core.model.AliasStay;
import dev.roster.core.model.ModelFacts;
import dev.roster.core.model.ModelHistoryStore;
import dev.roster.core.reference.ModelRef;
import dev.roster.storage.history.FactSql;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ModelHistoryRows implements ModelHistoryStore {
  /**
   * Selects the current row. The columns with a history come first, so their past values are read
   * instead of the current ones.
   */
  private static final String AS_OF =
      """
      select past.*, present.* from (%s where m.id = :model) present
      cross join lateral (
        with facts as (
          select distinct on (fact, key) fact, value from history
          where model_id = :model and version_id is null and at <= :at
          order by fact, key, seq desc),
        stages as (
          select distinct on (version_id) version_id, value #>> '{}' as stage from history
          where model_id = :model and fact = 'stage' and at <= :at
          order by version_id, seq desc)
        select
          (select value #>> '{}' from facts where fact = 'name') as name,
          %s,
          coalesce((select value = 'true' from facts where fact = 'deleted'), false) as was_deleted,
          (select jsonb_object_agg(value ->> 'name', value -> 'version') from facts
            where fact = 'alias' and value is not null) as aliases,
          (select v.number from stages s join version v on v.id = s.version_id
            where s.stage = 'production') as production,
          array(select v.number from stages s join version v on v.id = s.version_id
            where s.stage = 'staging' order by v.number) as staging,
          (select coalesce(max(v.number), 0) from version v
            where v.model_id = :model and v.created_at <= :at) as latest_version,
          greatest(present.created_at,
            (select max(h.at) from history h where h.model_id = :model and h.at <= :at
              and (h.version_id is null or h.fact in ('stage', 'label', 'deleted'))),
            (select max(v.created_at) from version v
              where v.model_id = :model and v.created_at <= :at)) as updated_at,
          0 as revision) past
      where present.created_at <= :at
      """
          .formatted(ModelRows.SELECT, FactSql.past(ModelFacts.FACTS, ModelFacts.NONE));

  private final JdbcClient jdbc;

  ModelHistoryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void awaitWriters(ModelRef model) {
    jdbc.sql("select from model where id = :model for share")
        .param("model", model.id())
        .query()
        .listOfRows();
  }

  @Override
  public Optional<Then> at(ModelRef model, Instant at) {
    return jdbc.sql(AS_OF)
        .param("model", model.id())
        .param("at", InstantColumn.write(at))
        .query((row, n) -> new Then(ModelRows.model(row, n), row.getBoolean("was_deleted")))
        .optional();
  }

  @Override
  public Optional<AliasStay> alias(ModelRef model, AliasName name, Instant at) {
    return jdbc.sql(
            """
            select h.value ->> 'name' as name, (h.value ->> 'version')::int as version, h.at, h.actor,
              (select n.at from history n
                where n.model_id = :model and n.version_id is null and n.fact = 'alias'
                  and n.key = :key and n.seq > h.seq
                order by n.seq limit 1) as until
            from (select * from history
              where model_id = :model and version_id is null and fact = 'alias' and key = :key
                and at <= :at
              order by seq desc limit 1) h
            where h.value is not null
            """)
        .param("model", model.id())
        .param("key", name.key())
        .param("at", InstantColumn.write(at))
        .query(ModelHistoryRows::stay)
        .optional();
  }

  private static AliasStay stay(ResultSet row, int n) throws SQLException {
    return new AliasStay(
        new AliasName(row.getString("name")),
        row.getInt("version"),
        InstantColumn.read(row, "at"),
        InstantColumn.readNullable(row, "until"),
        row.getString("actor"));
  }
}
