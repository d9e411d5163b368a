package dev.roster.storage.history;

import dev.roster.core.history.ReadableFact;
import dev.roster.storage.json.JsonColumn;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Facts in SQL. The column of a fact is JSON if the initial value of the fact is an empty object,
 * and text otherwise.
 */
public final class FactSql {
  private FactSql() {}

  /**
   * Selects the past values of the facts, each as a column with the name of the fact.
   *
   * @param none a model or version whose facts all have their initial values
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
