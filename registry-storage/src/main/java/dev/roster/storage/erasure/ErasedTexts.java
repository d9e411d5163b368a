package dev.roster.storage.erasure;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Empties the texts that a person wrote, also where a text was taken over: from a request into its
 * move, from a move into the incident that it closed, from a fact into the history, from a gate
 * into evidence, from any of them into the audit log. It runs while the name is still there.
 */
final class ErasedTexts {
  private final JdbcClient jdbc;
  private final Map<String, Object> params;

  ErasedTexts(JdbcClient jdbc, String name, String alias) {
    this.jdbc = jdbc;
    this.params = Map.of("name", name, "alias", alias);
  }

  void erase() {
    collectFacts();
    collectTransitions();
    facts("model", "x.model_id = t.id and x.version_id is null");
    facts("version", "x.version_id = t.id");
    history();
    transitions();
    columns();
    webhooks();
    incidents();
    auditLog();
    policies();
    evidence("transition", "t.model_id");
    evidence("request", "(select v.model_id from version v where v.id = t.version_id)");
  }

  private int run(String sql) {
    return jdbc.sql(sql).params(params).update();
  }

  /** The texts of facts that the person was the first to write. */
  private void collectFacts() {
    run(
        """
        create temporary table erased_text (model_id bigint, text text) on commit drop
        """);
    run(
        """
        create temporary table erased_fact on commit drop as
        select model_id, version_id, 'description' as fact, '' as key, value #>> '{}' as text from (
          select distinct on (model_id, version_id, value) * from history
          where fact = 'description' and value is not null
            and model_id in (select model_id from history where actor = '%1$s')
          order by model_id, version_id, value, seq) h
        where h.actor = '%1$s'
        union all
        select model_id, version_id, 'tags', key, text from (
          select distinct on (h.model_id, h.version_id, t.key, t.value)
            h.model_id, h.version_id, h.actor, t.key, t.value as text
          from history h cross join lateral jsonb_each_text(
            case jsonb_typeof(h.value) when 'object' then h.value else '{}' end) t
          where h.fact = 'tags'
            and h.model_id in (select model_id from history where actor = '%1$s')
          order by h.model_id, h.version_id, t.key, t.value, h.seq) h
        where h.actor = '%1$s' and text <> ''
        """
            .formatted(quoted("name")));
    run("create index on erased_fact (model_id, version_id)");
    run("insert into erased_text select model_id, text from erased_fact");
  }

  /** A statement that creates a table takes no parameters. */
  private String quoted(String param) {
    return String.valueOf(params.get(param)).replace("'", "''");
  }

  /** The moves whose reason the person wrote, and those of the versions that they displaced. */
  private void collectTransitions() {
    run(
        """
        create temporary table erased_transition on commit drop as
        select t.id, t.model_id, t.reason from transition t
        left join request r on r.id = t.request_id
        where t.reason is not null and (t.actor = '%1$s'
          or r.actor = '%1$s' and t.reason = r.reason)
        """
            .formatted(quoted("name")));
    run(
        """
        insert into erased_transition
        select distinct t.id, t.model_id, t.reason from transition t
        join audit_recorded e on e.model_id = t.model_id and e.version = t.number
        join audit_text a on a.entry_id = e.id
        where t.reason like 'its sunset was %' and e.action like 'retirement.%' and e.actor = :name
          and right(t.reason, length(a.texts #>> '{reason,value}') + 2)
            = ': ' || (a.texts #>> '{reason,value}')
          and t.id not in (select id from erased_transition)
        """);
    run(
        """
        insert into erased_transition
        select t.id, t.model_id, t.reason from erased_transition x join transition n on n.id = x.id
        join transition t on t.model_id = n.model_id and t.at = n.at and t.id <> n.id
        where t.reason = 'displaced by version ' || n.number || ': ' || n.reason
          and t.id not in (select id from erased_transition)
        """);
    run("insert into erased_text select model_id, reason from erased_transition");
  }

  private void facts(String table, String same) {
    run(
        """
        update %s t set
          description = case when not exists (select from erased_fact x where %2$s
            and x.fact = 'description' and x.text = t.description) then description end,
          tags = (
            select coalesce(jsonb_object_agg(e.key, case when x.text is null then e.value else '' end), '{}')
            from jsonb_each_text(t.tags) e left join erased_fact x on %2$s
              and x.fact = 'tags' and x.key = e.key and x.text = e.value)
        where exists (select from erased_fact x where %2$s
          and case x.fact when 'tags' then t.tags ->> x.key else t.description end = x.text)
        """
            .formatted(table, same));
  }

  private void history() {
    run(
        """
        update history t set value = null
        from erased_fact x
        where t.fact = 'description' and x.fact = t.fact and x.model_id = t.model_id
          and x.version_id is not distinct from t.version_id and t.value = to_jsonb(x.text)
        """);
    run(
        """
        update history t set value = (
          select coalesce(jsonb_object_agg(e.key, case when x.text is null then e.value else '' end), '{}')
          from jsonb_each_text(t.value) e left join erased_fact x on x.fact = 'tags'
            and x.model_id = t.model_id and x.version_id is not distinct from t.version_id
            and x.key = e.key and x.text = e.value)
        where t.fact = 'tags' and jsonb_typeof(t.value) = 'object'
          and exists (select from erased_fact x where x.fact = 'tags' and x.model_id = t.model_id
            and x.version_id is not distinct from t.version_id and t.value ->> x.key = x.text)
        """);
  }

  private void transitions() {
    run(
        """
        update transition t set reason = null,
          evidence = replace_quoted(t.evidence, t.reason, '')
        from erased_transition x where x.id = t.id
        """);
  }

  private void columns() {
    for (PersonalTable table : PersonalColumns.TABLES)
      for (PersonalTable.Text text : table.texts()) {
        run(
            """
            insert into erased_text select m.id, t.%s from %s
            where %3$s = :name and t.%1$s is not null and t.%1$s <> ''
            """
                .formatted(text.column(), table.from(), text.author()));
        run(
            "update %s t set %s = %s where %s = :name and %2$s is not null"
                .formatted(table.name(), text.column(), text.empty(), text.author()));
      }
  }

  /** Webhooks of the person send nothing any more, as their maker is revoked. */
  private void webhooks() {
    run(
        """
        insert into erased_text select null, url from webhook where created_by = :name
        """);
    run("update webhook set url = 'https://erased.invalid/' where created_by = :name");
  }

  private void incidents() {
    run(
        """
        update incident i set closed_because = replace(i.closed_because, ': ' || x.reason, '')
        from erased_transition x
        where substring(i.closed_because from '\\(transition ([0-9a-f-]{36})\\)$') = x.id::text
        """);
    run(
        """
        update incident i set note = null
        from (
          select distinct on (e.detail ->> 'incident', a.texts #>> '{note,value}')
            e.detail ->> 'incident' as incident, a.texts #>> '{note,value}' as note, e.actor
          from audit_recorded e join audit_text a on a.entry_id = e.id
          where e.action = 'incident.changed' and jsonb_exists(a.texts, 'note')
          order by e.detail ->> 'incident', a.texts #>> '{note,value}', e.id) first
        where first.actor = :name and first.incident = i.id::text and first.note = i.note
        """);
  }

  /**
   * All texts of the person's own entries go with their salts. Of the entries of others, those that
   * are the name go, and those that were taken over from the person.
   */
  private void auditLog() {
    run(
        """
        create temporary table erased_entry on commit drop as
        select e.id, e.model_id, e.version from (
          select id, subject, model_id, version from audit_entry
          union all select id, subject, model_id, version from audit_pending) e
        where e.subject in (select id from audit_subject where name = '%s')
        """
            .formatted(quoted("name")));
    run(
        """
        insert into erased_text
        select e.model_id, f.value ->> 'value' from erased_entry e
        join audit_text a on a.entry_id = e.id cross join lateral jsonb_each(a.texts) f
        where jsonb_typeof(f.value -> 'value') = 'string'
        """);
    run("delete from audit_text where entry_id in (select id from erased_entry)");
    run("create index on erased_text (model_id, md5(text))");
    run("analyze erased_text");
    removeFields(
        """
        select e.id, array['reason'] as fields from audit_recorded e
        join erased_transition x on x.id::text = e.detail ->> 'id'
        where e.action in ('version.transitioned', 'version.forced')
        union all
        select e.id, array['reason'] from audit_recorded e join audit_text a on a.entry_id = e.id
        join erased_transition x on x.id::text
          = substring(a.texts #>> '{reason,value}' from '\\(transition ([0-9a-f-]{36})\\)$')
        where e.action = 'incident.closed'
        union all
        select e.id, array[f.key] from audit_recorded e join audit_text a on a.entry_id = e.id
        cross join lateral jsonb_each(a.texts) f
        where (e.action = any(:carrying) or e.actor = 'system') and exists (
          select from erased_text x where x.model_id = e.model_id
            and md5(x.text) = md5(f.value ->> 'value') and x.text = f.value ->> 'value')
        union all
        select e.id, array['because'] from audit_recorded e join audit_text a on a.entry_id = e.id
        where e.action = 'access.denied' and position(:name in a.texts #>> '{because,value}') > 0
        union all
        select e.id, array[f.key] from audit_recorded e join audit_text a on a.entry_id = e.id
        cross join lateral jsonb_each(a.texts) f
        where e.actor = 'system' and position(:name in f.value ->> 'value') > 0
        union all
        select a.entry_id, array[f.key] from audit_text a cross join lateral jsonb_each(a.texts) f
        where position(to_jsonb(:name::text)::text in a.texts::text) > 0
          and position(to_jsonb(:name::text)::text in (f.value -> 'value')::text) > 0
        """);
  }

  /** Kinds of entries whose texts may be those of somebody else than their actor. */
  private static final String[] CARRYING = {
    "hold.lifted",
    "incident.changed",
    "incident.closed",
    "request.executed",
    "request.void",
    "request.expired",
    "request.withdrawn",
    "retirement.changed",
    "retirement.withdrawn",
    "retirement.due"
  };

  private void removeFields(String found) {
    jdbc.sql(
            """
            with found as (%s),
            gone as (
              select f.id, array_agg(field) as fields from found f, unnest(f.fields) field
              group by f.id)
            update audit_text a set texts = a.texts - g.fields from gone g where g.id = a.entry_id
            """
                .formatted(found))
        .param("name", params.get("name"))
        .param("carrying", CARRYING)
        .update();
  }

  /**
   * Policies keep what they demand. Their descriptions and the messages of their gates are texts,
   * which go from all revisions, and from the evidence of moves, unless somebody else wrote them
   * before.
   */
  private void policies() {
    run(
        """
        create temporary table erased_message on commit drop as
        select distinct text from (
          select distinct on (d.owner, x.text) d.actor, x.text
          from (
            select 'policy ' || policy_id as owner, revision as n, actor, document
            from policy_revision
            union all
            select 'model ' || model_id, seq, actor, document from model_policy
            where document is not null) d
          cross join lateral (
            select d.document ->> 'description' as text
            union all
            select g ->> 'message' from jsonb_path_query(d.document, '$.edges[*].gates[*]') g) x
          where x.text is not null
          order by d.owner, x.text, d.n) first
        where first.actor = '%s'
        """
            .formatted(quoted("name")));
    run("insert into erased_text select null, text from erased_message");
    List<String> messages = jdbc.sql("select text from erased_message").query(String.class).list();
    for (String message : messages) {
      Map<String, Object> text = Map.of("text", message);
      for (String table : List.of("policy_revision", "model_policy"))
        jdbc.sql(
                """
                update %s set document = replace(replace(document::text,
                  '"message": ' || to_jsonb(:text::text)::text, '"message": null'),
                  '"description": ' || to_jsonb(:text::text)::text, '"description": null')::jsonb
                where position(json_inner(:text) in document::text) > 0
                """
                    .formatted(table))
            .params(text)
            .update();
      for (String table : List.of("transition", "request"))
        jdbc.sql(
                """
                update %s set evidence = replace(replace_strings(evidence, :text, '')::text,
                  json_inner(:text || ': '), '')::jsonb
                where position(json_inner(:text) in evidence::text) > 0
                """
                    .formatted(table))
            .params(text)
            .update();
    }
  }

  /** What gates have read: texts of the person about the same model. */
  private void evidence(String table, String model) {
    run(
        """
        with read as (
          select distinct t.id, x.text from %1$s t
          cross join lateral jsonb_path_query(t.evidence, 'strict $.** ? (@.type() == "string")') s
          join erased_text x on x.model_id = %2$s and md5(x.text) = md5(s #>> '{}')
            and x.text = s #>> '{}'),
        found as (select id, array_agg(text) as texts from read group by id)
        update %1$s t set evidence = (
          select e.document from (
            with recursive steps (n, document) as (
              select 0, t.evidence
              union all
              select n + 1, replace_quoted(document, f.texts[n + 1], '') from steps
              where n < cardinality(f.texts))
            select document from steps order by n desc limit 1) e)
        from found f where f.id = t.id
        """
            .formatted(table, model));
  }
}
