package dev.roster.storage.version;

import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionFacts;
import dev.roster.core.version.VersionHistoryStore;
import dev.roster.storage.history.FactSql;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class VersionHistoryRows implements VersionHistoryStore {
  /**
   * Selects the current row. The columns with a history come first, so their past values are read
   * instead of the current ones.
   */
  private static final String AS_OF =
      """
      select past.*, present.* from (%s where v.id = :version) present
      cross join lateral (
        with facts as (
          select distinct on (fact) fact, value from history
          where version_id = :version and at <= :at
          order by fact, seq desc),
        aliases as (
          select key, at, value ->> 'name' as name, (value ->> 'version')::int as version,
            lag((value ->> 'version')::int) over (partition by key order by seq) as before,
            row_number() over (partition by key order by seq desc) as place
          from history where model_id = :model and version_id is null and fact = 'alias' and at <= :at)
        select
          :name as model_name,
          case when (select value = 'true' from facts where fact = 'deleted') then 'deleted'
            when present.finalized_at <= :at then 'ready' else 'draft' end as status,
          coalesce((select value #>> '{}' from facts where fact = 'stage'), 'none') as stage,
          %s,
          (select jsonb_object_agg(l.name, l.value) from (
            select distinct on (m.name) m.name, m.value from metric m
            where m.version_id = :version and m.recorded_at <= :at
            order by m.name, m.seq desc) l) as metrics,
          array(select a.name from aliases a where a.place = 1 and a.version = present.number
            order by a.key) as aliases,
          case when present.finalized_at <= :at or present.finalized_at is null
              or present.signature_source ->> 'kind' = 'given'
            then present.signature end as signature,
          case when present.finalized_at <= :at then present.signature_source end as signature_source,
          case when present.finalized_at <= :at then present.digest end as digest,
          case when present.finalized_at <= :at then present.artifact_count end as artifact_count,
          case when present.finalized_at <= :at then present.size end as size,
          case when present.finalized_at <= :at then present.finalized_at end as finalized_at,
          greatest(present.created_at,
            case when present.finalized_at <= :at then present.finalized_at end,
            (select max(h.at) from history h where h.version_id = :version and h.at <= :at),
            (select max(a.at) from aliases a where present.number in (a.version, a.before)),
            (select max(m.recorded_at) from metric m
              where m.version_id = :version and m.recorded_at <= :at)) as updated_at,
          0 as revision) past
      where present.created_at <= :at
      """
          .formatted(VersionRow.SELECT, FactSql.past(VersionFacts.FACTS, VersionFacts.NONE));

  private final JdbcClient jdbc;

  VersionHistoryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void awaitWriters(VersionRef version) {
    jdbc.sql("select from version where id = :version for share")
        .param("version", version.id())
        .query()
        .listOfRows();
  }

  @Override
  public Optional<Version> at(VersionRef version, Instant at) {
    return jdbc.sql(AS_OF)
        .param("version", version.id())
        .param("model", version.model().id())
        .param("name", version.model().name().text())
        .param("at", InstantColumn.write(at))
        .query(VersionRow::toDomain)
        .optional();
  }
}
