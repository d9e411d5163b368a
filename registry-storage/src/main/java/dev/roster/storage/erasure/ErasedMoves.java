package dev.roster.storage.erasure;

/**
 * Empties the reasons of moves that a person wrote, also where they were taken over: from a request
 * into its move, from a move into the one that it displaced and into the incident that it closed,
 * from texts of any kind into evidence.
 */
final class ErasedMoves {
  private final ErasedSubject person;

  ErasedMoves(ErasedSubject person) {
    this.person = person;
  }

  /** The moves whose reason the person wrote, and those of the versions that they displaced. */
  void collect() {
    person.run(
        """
        create temporary table erased_transition on commit drop as
        select t.id, t.model_id, t.reason from transition t
        left join request r on r.id = t.request_id
        where t.reason is not null and (t.actor = %1$s
          or r.actor = %1$s and t.reason = r.reason)
        """
            .formatted(person.quotedName()));
    person.run(
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
    person.run(
        """
        insert into erased_transition
        select t.id, t.model_id, t.reason from erased_transition x join transition n on n.id = x.id
        join transition t on t.model_id = n.model_id and t.at = n.at and t.id <> n.id
        where t.reason = 'displaced by version ' || n.number || ': ' || n.reason
          and t.id not in (select id from erased_transition)
        """);
    person.run("insert into erased_text select model_id, reason from erased_transition");
  }

  void erase() {
    person.run(
        """
        update transition t set reason = null,
          evidence = replace_quoted(t.evidence, t.reason, '')
        from erased_transition x where x.id = t.id
        """);
    incidents();
  }

  private void incidents() {
    person.run(
        """
        update incident i set closed_because = replace(i.closed_because, ': ' || x.reason, '')
        from erased_transition x
        where substring(i.closed_because from '\\(transition ([0-9a-f-]{36})\\)$') = x.id::text
        """);
    person.run(
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

  /** What gates have read: texts of the person about the same model. */
  void eraseEvidence() {
    evidence("transition", "t.model_id");
    evidence("request", "(select v.model_id from version v where v.id = t.version_id)");
  }

  private void evidence(String table, String model) {
    person.run(
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
