package dev.roster.storage.history;

import dev.roster.core.history.ReadableFact;
import dev.roster.storage.json.JsonColumn;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts in SQL. A fact is a text column or, if it begins as an empty object, one of JSON. */
public final class FactSql {
  private FactSql() {}

  /**
   * The facts as they were, as columns of their names.
   *
   * @param none what is said of a model or version of which nothing is said yet
   */
  public static <T> String past(List<ReadableFact<T>> facts, T none) {
    return facts.stream()
        .map(fact -> past(fact.wire(), initial(fact, none)))
        .collect(Collectors.joining(",\n"));
  }

  private static String past(String name, @Nullable String initial) {
    String column =
        initial == null
            ? "(select value #>> '{}' from facts where fact = '%1$s') as %1$s"
            : "coalesce((select value from facts where fact = '%1$s'), '%2$s') as %1$s";
    return column.formatted(name, initial);
  }

  private static <T> @Nullable String initial(ReadableFact<T> fact, T none) {
    Object initial = fact.of(none);
    return initial == null ? null : JsonColumn.write(initial);
  }
}
