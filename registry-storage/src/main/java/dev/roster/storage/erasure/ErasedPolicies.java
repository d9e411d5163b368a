package dev.roster.storage.erasure;

import java.util.List;
import java.util.Map;

/**
 * Policies keep what they demand. Their descriptions and the messages of their gates are texts,
 * which go from all revisions, and from the evidence of moves, unless somebody else wrote them
 * before.
 */
final class ErasedPolicies {
  private final ErasedSubject person;

  ErasedPolicies(ErasedSubject person) {
    this.person = person;
  }

  void erase() {
    person.run(
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
        where first.actor = %s
        """
            .formatted(person.quotedName()));
    person.run("insert into erased_text select 0, text from erased_message");
    List<String> messages =
        person.jdbc().sql("select text from erased_message").query(String.class).list();
    for (String message : messages) {
      Map<String, Object> text = Map.of("text", message);
      for (String table : List.of("policy_revision", "model_policy"))
        person
            .jdbc()
            .sql(
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
        person
            .jdbc()
            .sql(
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
}
