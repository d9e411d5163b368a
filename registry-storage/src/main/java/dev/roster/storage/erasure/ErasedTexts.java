package dev.roster.storage.erasure;

/**
 * Empties the texts that a person wrote, also where a text was taken over: from a request into its
 * move, from a move into the incident that it closed, from a fact into the history, from a gate
 * into evidence, from any of them into the audit log. It runs while the name is still there.
 *
 * <p>The table {@code erased_text} collects them, with the model that they are about, or 0.
 */
final class ErasedTexts {
  private final ErasedSubject person;
  private final ErasedFacts facts;
  private final ErasedMoves moves;

  ErasedTexts(ErasedSubject person) {
    this.person = person;
    this.facts = new ErasedFacts(person);
    this.moves = new ErasedMoves(person);
  }

  void erase() {
    person.run(
        """
        create temporary table erased_text (model_id bigint not null, text text) on commit drop
        """);
    facts.collect();
    moves.collect();
    facts.erase();
    moves.erase();
    columns();
    cards();
    webhooks();
    new ErasedEntries(person).erase();
    new ErasedPolicies(person).erase();
    moves.eraseEvidence();
  }

  private void columns() {
    for (PersonalTable table : PersonalColumns.TABLES)
      for (PersonalTable.Text text : table.texts()) {
        person.run(
            """
            insert into erased_text select coalesce(m.id, 0), t.%s from %s
            where %3$s = :name and t.%1$s is not null and t.%1$s <> ''
            """
                .formatted(text.column(), table.from(), text.author()));
        person.run(
            "update %s t set %s = %s where %s = :name and %2$s is not null"
                .formatted(table.name(), text.column(), text.empty(), text.author()));
      }
  }

  /** The categories are a list, and none of them is left if the person wrote it. */
  private void cards() {
    person.run(
        "update card t set data_categories = '{}' where %s = :name"
            .formatted(PersonalColumns.lastToWrite("dataCategories")));
  }

  /** Webhooks of the person send nothing any more, as their maker is revoked. */
  private void webhooks() {
    person.run(
        """
        insert into erased_text
        select 0, text from webhook, unnest(array[name, url]) text where created_by = :name
        """);
    person.run(
        """
        update webhook set name = :alias, url = 'https://erased.invalid/' where created_by = :name
        """);
  }
}
