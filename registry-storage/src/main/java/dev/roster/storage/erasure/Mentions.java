package dev.roster.storage.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds texts that have a name as a word, whatever its capital letters. */
final class Mentions {
  private static final String SPECIAL = "([^\\p{L}\\p{N}_])";

  private final JdbcClient jdbc;
  private final String name;

  Mentions(JdbcClient jdbc, String name) {
    this.jdbc = jdbc;
    this.name = name;
  }

  /** What has such texts, each once and in order, at most this many. */
  List<String> find(int limit) {
    List<String> found = new ArrayList<>();
    for (PersonalTable table : PersonalColumns.TABLES)
      if (!table.searched().isEmpty()) found.addAll(find(table, limit));
    return found.stream().distinct().sorted().limit(limit).toList();
  }

  private List<String> find(PersonalTable table, int limit) {
    String text =
        table.searched().stream()
            .map(column -> "t." + column + "::text")
            .collect(Collectors.joining(", ", "concat_ws(E'\\n', ", ")"));
    return jdbc.sql(
            """
            select distinct %s as path from %s
            where position(lower(:name) in lower(%3$s)) > 0 and %3$s ~* :word
            order by path limit :limit
            """
                .formatted(table.path(), table.from(), text))
        .param("name", name)
        .param("word", "(?<!\\w)" + name.replaceAll(SPECIAL, "\\\\$1") + "(?!\\w)")
        .param("limit", limit)
        .query(String.class)
        .list();
  }
}
