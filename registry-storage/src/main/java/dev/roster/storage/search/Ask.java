package dev.roster.storage.search;

import dev.roster.core.search.Filter;
import dev.roster.core.search.Operator;
import dev.roster.core.search.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a field's value.
 *
 * @param operator null: a part of it
 * @param values one, or for EQUAL several of which it is one
 * @param part the part, whatever the case
 */
record Ask(@Nullable Operator operator, List<Value> values, @Nullable String part) {
  static Ask of(Filter.Comparison comparison) {
    return new Ask(comparison.operator(), List.of(comparison.value()), null);
  }

  static Ask of(Filter.In in) {
    return new Ask(Operator.EQUAL, in.values(), null);
  }

  static Ask of(Filter.Part part) {
    return new Ask(null, List.of(), part.text());
  }

  boolean isEqual() {
    return operator == Operator.EQUAL;
  }

  boolean isDifferent() {
    return operator == Operator.NOT_EQUAL;
  }

  /** Only those of the values that are of the type. */
  Ask only(Class<? extends Value> type, Class<? extends Value> other) {
    return new Ask(
        operator,
        values.stream().filter(v -> type.isInstance(v) || other.isInstance(v)).toList(),
        part);
  }

  Ask equal() {
    return new Ask(Operator.EQUAL, values, null);
  }

  boolean isEmpty() {
    return values.isEmpty() && part == null;
  }
}
