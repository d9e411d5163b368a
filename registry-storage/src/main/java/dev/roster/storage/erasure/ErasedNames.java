package dev.roster.storage.erasure;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replaces a name by its alias wherever a column is, or a document has, exactly this name. */
final class ErasedNames {
  private final JdbcClient jdbc;
  private final Map<String, Object> params;

  ErasedNames(JdbcClient jdbc, String name, String alias) {
    this.jdbc = jdbc;
    this.params = Map.of("name", name, "alias", alias);
  }

  void erase() {
    jdbc.sql(
            """
            delete from lineage_event where keeper in (
              select 'token:' || id from token where name = :name)
            """)
        .params(params)
        .update();
    jdbc.sql(
            """
            update token set erased = true, name_key = null, sha256 = '',
              revoked_at = coalesce(revoked_at, clock_timestamp()),
              revoked_by = coalesce(revoked_by, 'system')
            where name = :name
            """)
        .params(params)
        .update();
    PersonalColumns.TABLES.forEach(this::names);
    PersonalColumns.TABLES.forEach(this::documents);
    jdbc.sql(
            """
            update history set value = replace_quoted(value, :name, :alias)
            where fact in ('owner', 'tags') and position(json_inner(:name) in value::text) > 0
            """)
        .params(params)
        .update();
    jdbc.sql("delete from storage_usage where scope = 'owner' and id = :name")
        .params(params)
        .update();
  }

  private void names(PersonalTable table) {
    if (table.names().isEmpty()) return;
    String set =
        table.names().stream()
            .map("%1$s = case when %1$s = :name then :alias else %1$s end"::formatted)
            .collect(Collectors.joining(", "));
    String where =
        table.names().stream().map(c -> c + " = :name").collect(Collectors.joining(" or "));
    jdbc.sql("update %s set %s where %s".formatted(table.name(), set, where))
        .params(params)
        .update();
  }

  private void documents(PersonalTable table) {
    for (String column : table.documents())
      jdbc.sql(
              """
              update %1$s set %2$s = replace_quoted(%2$s, :name, :alias)
              where position(json_inner(:name) in %2$s::text) > 0
                and %2$s is distinct from replace_quoted(%2$s, :name, :alias)
              """
                  .formatted(table.name(), column))
          .params(params)
          .update();
  }
}
