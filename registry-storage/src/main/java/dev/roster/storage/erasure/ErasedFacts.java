package dev.roster.storage.erasure;

/** Empties the descriptions and the values of tags that a person was the first to write. */
final class ErasedFacts {
  private final ErasedSubject person;

  ErasedFacts(ErasedSubject person) {
    this.person = person;
  }

  void collect() {
    person.run(
        """
        create temporary table erased_fact on commit drop as
        select model_id, version_id, 'description' as fact, '' as key, value #>> '{}' as text from (
          select distinct on (model_id, version_id, value) * from history
          where fact = 'description' and value is not null
            and model_id in (select model_id from history where actor = %1$s)
          order by model_id, version_id, value, seq) h
        where h.actor = %1$s
        union all
        select model_id, version_id, 'tags', key, text from (
          select distinct on (h.model_id, h.version_id, t.key, t.value)
            h.model_id, h.version_id, h.actor, t.key, t.value as text
          from history h cross join lateral jsonb_each_text(
            case jsonb_typeof(h.value) when 'object' then h.value else '{}' end) t
          where h.fact = 'tags'
            and h.model_id in (select model_id from history where actor = %1$s)
          order by h.model_id, h.version_id, t.key, t.value, h.seq) h
        where h.actor = %1$s and text <> ''
        """
            .formatted(person.quotedName()));
    person.run("create index on erased_fact (model_id, version_id)");
    person.run("insert into erased_text select model_id, text from erased_fact");
  }

  void erase() {
    facts("model", "x.model_id = t.id and x.version_id is null");
    facts("version", "x.version_id = t.id");
    history();
  }

  private void facts(String table, String same) {
    person.run(
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
    person.run(
        """
        update history t set value = null
        from erased_fact x
        where t.fact = 'description' and x.fact = t.fact and x.model_id = t.model_id
          and x.version_id is not distinct from t.version_id and t.value = to_jsonb(x.text)
        """);
    person.run(
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
}
