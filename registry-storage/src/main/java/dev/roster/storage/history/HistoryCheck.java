package dev.roster.storage.history;

import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.ContradictionCheck;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;
import java.util.List;

/**
 * I3: the history ends with the current values, and agrees with the audit log and the transitions.
 */
final class HistoryCheck extends ContradictionCheck {
  /**
   * The facts that may have a history. They are read from the schema, so that a new fact is checked
   * too.
   */
  private static final String NAMED =
      """
      with named as (
        select f[1] as fact from pg_constraint c,
          regexp_matches(pg_get_constraintdef(c.oid), '''(\\w+)''', 'g') f
        where c.conrelid = 'history'::regclass and c.conname = 'history_fact_check'),
      """;

  private static final List<Contradiction> CONTRADICTIONS =
      List.of(
          new Contradiction(
              "it differs from the last value in its history",
              NAMED
                  + """
              last as (
                select distinct on (model_id, fact) model_id, fact, value from history
                where version_id is null and fact <> 'alias'
                order by model_id, fact, seq desc)
              select m.name || ' ' || f.fact as place from model m
              cross join lateral (
                select n.fact, nullif(to_jsonb(m) -> n.fact, 'null') as value from named n
                where jsonb_exists(to_jsonb(m), n.fact)
                union all
                select 'deleted', to_jsonb(m.deleted_at is not null)) f
              left join last l on l.model_id = m.id and l.fact = f.fact
              where f.value is distinct from case when l.model_id is not null then l.value
                when f.fact = 'deleted' then 'false' when jsonb_typeof(f.value) = 'object' then '{}' end
              """),
          new Contradiction(
              "it differs from the last value in its history",
              NAMED
                  + """
              last as (
                select distinct on (version_id, fact) version_id, fact, value from history
                where version_id is not null order by version_id, fact, seq desc)
              select m.name || '/' || v.number || ' ' || f.fact as place
              from version v join model m on m.id = v.model_id and m.purged_at is null
              cross join lateral (
                select n.fact, nullif(to_jsonb(v) -> n.fact, 'null') as value from named n
                where jsonb_exists(to_jsonb(v), n.fact)
                  and not (n.fact = 'stage' and v.deleted_at is not null)
                union all
                select 'stage', null where v.deleted_at is not null
                union all
                select 'deleted', to_jsonb(v.deleted_at is not null)) f
              left join last l on l.version_id = v.id and l.fact = f.fact
              where f.value is distinct from case when l.version_id is not null then l.value
                  when f.fact = 'stage' then '"none"' when f.fact = 'deleted' then 'false'
                  when jsonb_typeof(f.value) = 'object' then '{}' end
                and not (f.fact = 'stage' and v.deleted_at is not null and l.version_id is null)
              """),
          new Contradiction(
              "the alias differs from the last value in its history",
              """
              with last as (
                select distinct on (model_id, key) model_id, key, value from history
                where version_id is null and fact = 'alias' order by model_id, key, seq desc),
              now as (
                select a.model_id, lower(a.name) as key,
                  jsonb_build_object('name', a.name, 'version', v.number) as value
                from alias a join version v on v.id = a.version_id)
              select m.name || ' ' || key as place
              from (select * from last where value is not null) l full join now n using (model_id, key)
              join model m on m.id = model_id
              where m.purged_at is null
                and l.value is distinct from n.value
              """),
          new Contradiction(
              "the history does not go forward in time",
              """
              select m.name || ' ' || h.fact || ' at ' || h.at as place from (
                select *, lag(at) over (partition by model_id, version_id, fact, key order by seq) as before
                from history) h
              join model m on m.id = h.model_id where h.at <= h.before
              """),
          new Contradiction(
              "a transition is not in the history, or is there more than once",
              """
              select m.name || '/' || t.number || ' to ' || t.to_stage || ' at ' || t.at as place
              from transition t join model m on m.id = t.model_id
              where 1 <> (select count(*) from history h
                where h.version_id = t.version_id and h.fact = 'stage' and h.at = t.at
                  and h.value = to_jsonb(t.to_stage) and h.actor = t.actor)
              """),
          new Contradiction(
              "the history has a change that is not in its audit entry",
              """
              select m.name || ' ' || h.fact || ' at ' || h.at as place
              from history h join model m on m.id = h.model_id
              left join version v on v.id = h.version_id
              left join audit_recorded e on e.id = h.audit_id
              where h.audit_id is not null and (e.id is null or e.model_id <> h.model_id
                or e.actor <> h.actor or (v.id is not null and e.version is distinct from v.number)
                or not case h.fact
                  when 'name' then e.action in ('model.created', 'model.renamed')
                  when 'owner' then e.action in ('model.created', 'model.changed', 'model.renamed')
                  when 'stage' then (e.action = 'version.transitioned'
                      and e.detail ->> 'to' = h.value #>> '{}')
                    or (e.action = 'version.deleted' and h.value is null)
                    or e.action = 'version.restored'
                  when 'alias' then (e.action = 'alias.moved'
                      and e.version = (h.value ->> 'version')::int
                      and lower(e.detail ->> 'alias') = h.key)
                    or (e.action in ('alias.removed', 'version.deleted') and h.value is null)
                    or (e.action = 'version.restored' and h.value is not null)
                  when 'deleted' then e.action in
                    (case when v.id is null then 'model.' else 'version.' end
                      || case h.value when 'true' then 'deleted' else 'restored' end)
                  else true end)
              """),
          new Contradiction(
              "the entry has a change that is not in the history",
              """
              select 'audit entry ' || coalesce(e.seq::text, 'with id ' || e.id) || ' ' || e.action || ' ' || e.model as place
              from audit_recorded e join (values
                ('version.transitioned', 'stage'), ('alias.moved', 'alias'),
                ('alias.removed', 'alias'), ('model.renamed', 'name'), ('model.created', 'name'),
                ('model.deleted', 'deleted'), ('model.restored', 'deleted'),
                ('version.deleted', 'deleted'), ('version.restored', 'deleted')) a (action, fact)
                on a.action = e.action
              left join history h on h.audit_id = e.id and h.fact = a.fact
                and (a.fact <> 'alias' or h.key = lower(e.detail ->> 'alias'))
              group by e.id, e.seq, e.action, e.model having count(h.seq) <> 1
              """));

  HistoryCheck() {
    super(
        "I3",
        "Compare the rows with the audit log and a backup: somebody changed one of them without"
            + " Roster.",
        CONTRADICTIONS);
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from history") + " changes of facts";
  }
}
