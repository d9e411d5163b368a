package dev.roster.storage.erasure;

/**
 * Empties the texts of entries of the audit log. Their leaves stay, as they have commitments in
 * place of texts.
 */
final class ErasedEntries {
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
    "retirement.due",
    "webhook.changed",
    "webhook.deleted",
    "webhook.disabled"
  };

  private final ErasedSubject person;

  ErasedEntries(ErasedSubject person) {
    this.person = person;
  }

  /**
   * All texts of the person's own entries go with their salts. Of the entries of others, those that
   * are the name go, and those that were taken over from the person.
   */
  void erase() {
    person.run(
        """
        create temporary table erased_entry on commit drop as
        select e.id, e.model_id, e.version from (
          select id, subject, model_id, version from audit_entry
          union all select id, subject, model_id, version from audit_pending) e
        where e.subject in (select id from audit_subject where name = %s)
        """
            .formatted(person.quotedName()));
    person.run(
        """
        insert into erased_text
        select coalesce(e.model_id, 0), f.value ->> 'value' from erased_entry e
        join audit_text a on a.entry_id = e.id cross join lateral jsonb_each(a.texts) f
        where jsonb_typeof(f.value -> 'value') = 'string'
        """);
    person.run("delete from audit_text where entry_id in (select id from erased_entry)");
    person.run("create index on erased_text (model_id, md5(text))");
    person.run("analyze erased_text");
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
          select from erased_text x where x.model_id = coalesce(e.model_id, 0)
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

  private void removeFields(String found) {
    person
        .jdbc()
        .sql(
            """
            with found as (%s),
            gone as (
              select f.id, array_agg(field) as fields from found f, unnest(f.fields) field
              group by f.id)
            update audit_text a set texts = a.texts - g.fields from gone g where g.id = a.entry_id
            """
                .formatted(found))
        .param("name", person.name())
        .param("carrying", CARRYING)
        .update();
  }
}
