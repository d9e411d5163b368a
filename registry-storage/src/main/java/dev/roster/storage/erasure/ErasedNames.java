package dev.roster.storage.erasure;

import java.util.stream.Collectors;

/** Replaces a name by its alias wherever a column is, or a document has, exactly this name. */
final class ErasedNames {
  private final ErasedSubject person;

  ErasedNames(ErasedSubject person) {
    this.person = person;
  }

  void erase() {
    person.run(
        """
            delete from lineage_event where keeper in (
              select 'token:' || id from token where name = :name)
            """);
    person.run(
        """
            update token set erased = true, name_key = null, sha256 = '',
              revoked_at = coalesce(revoked_at, clock_timestamp()),
              revoked_by = coalesce(revoked_by, 'system')
            where name = :name
            """);
    PersonalColumns.TABLES.forEach(this::names);
    PersonalColumns.TABLES.forEach(this::documents);
    person.run(
        """
            update history set value = replace_quoted(value, :name, :alias)
            where fact in ('owner', 'tags') and position(json_inner(:name) in value::text) > 0
            """);
    person.run(
        """
            update card set data_categories = array_replace(data_categories, :name, :alias)
            where :name = any(data_categories)
            """);
    person.run("delete from storage_usage where scope = 'owner' and id = :name");
  }

  private void names(PersonalTable table) {
    if (table.names().isEmpty()) return;
    String set =
        table.names().stream()
            .map("%1$s = case when %1$s = :name then :alias else %1$s end"::formatted)
            .collect(Collectors.joining(", "));
    String where =
        table.names().stream().map(c -> c + " = :name").collect(Collectors.joining(" or "));
    person.run("update %s set %s where %s".formatted(table.name(), set, where));
  }

  private void documents(PersonalTable table) {
    for (String column : table.documents())
      person.run(
          """
              update %1$s set %2$s = replace_quoted(%2$s, :name, :alias)
              where position(json_inner(:name) in %2$s::text) > 0
                and %2$s is distinct from replace_quoted(%2$s, :name, :alias)
              """
              .formatted(table.name(), column));
  }
}
