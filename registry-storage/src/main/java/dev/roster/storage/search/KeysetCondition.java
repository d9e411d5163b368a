package dev.roster.storage.search;

import dev.roster.storage.search.field.NamedParameters;
import dev.roster.storage.search.field.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keyset condition: a row comes after the last row of the previous page. */
final class KeysetCondition {
  private final NamedParameters parameters;

  KeysetCondition(NamedParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * @param values the values of the last row, one per key; null if the row has no value for the
   *     key, so that it comes last
   */
  String row(List<SortKey> keys, List<@Nullable String> values) {
    return isOneRange(keys) ? asRow(keys, values) : asCases(keys, values);
  }

  private static boolean isOneRange(List<SortKey> keys) {
    return keys.stream().noneMatch(k -> k.nullable() || k.descending() != keys.get(0).descending());
  }

  /** Writes the condition as a comparison of rows, so that an index scan can start there. */
  private String asRow(List<SortKey> keys, List<@Nullable String> values) {
    List<String> expressions = keys.stream().map(SortKey::expression).toList();
    List<String> places = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) places.add(place(keys.get(i), values.get(i)));
    return "(%s) %s (%s)"
        .formatted(
            String.join(", ", expressions),
            keys.get(0).descending() ? "<" : ">",
            String.join(", ", places));
  }

  private String asCases(List<SortKey> keys, List<@Nullable String> values) {
    List<String> cases = new ArrayList<>();
    StringBuilder equal = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      SortKey key = keys.get(i);
      String value = values.get(i);
      if (value != null) {
        String more =
            "%s %s %s".formatted(key.expression(), key.descending() ? "<" : ">", place(key, value));
        if (key.nullable()) more = "(" + more + " or " + key.expression() + " is null)";
        cases.add("(" + equal + more + ")");
      }
      equal
          .append(key.expression())
          .append(value == null ? " is null" : " = " + place(key, value))
          .append(" and ");
    }
    String any = "(" + String.join(" or ", cases) + ")";
    SortKey first = keys.get(0);
    String start = values.get(0);
    if (first.nullable() || start == null) return any;
    return "%s %s %s and %s" // so that an index scan can start there
        .formatted(first.expression(), first.descending() ? "<=" : ">=", place(first, start), any);
  }

  private String place(SortKey key, @Nullable String value) {
    if (value == null)
      throw new IllegalStateException(
          "The sort key is never null, but the cursor has no value for it: " + key);
    return parameters.bind(key.kind().value(value));
  }
}
