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

  /**
   * The facts as they are, as rows with their names, values and initial values.
   *
   * @param row the alias of the model or version
   */
  static <T> String present(List<ReadableFact<T>> facts, T none, String row) {
    return facts.stream()
        .map(
            fact -> {
              String initial = initial(fact, none);
              return "('%1$s', to_jsonb(%2$s.%1$s), %3$s)"
                  .formatted(
                      fact.wire(), row, initial == null ? "null" : "'" + initial + "'::jsonb");
            })
        .collect(Collectors.joining(",\n"));
  }

  private static <T> @Nullable String initial(ReadableFact<T> fact, T none) {
    Object initial = fact.of(none);
    return initial == null ? null : JsonColumn.write(initial);
  }
}
