package dev.roster.storage.search.field;

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
public record Criterion(@Nullable Operator operator, List<Value> values, @Nullable String part) {
  public static Criterion of(Filter.Comparison comparison) {
    return new Criterion(comparison.operator(), List.of(comparison.value()), null);
  }

  public static Criterion of(Filter.In in) {
    return new Criterion(Operator.EQUAL, in.values(), null);
  }

  public static Criterion of(Filter.Part part) {
    return new Criterion(null, List.of(), part.text());
  }

  public boolean isEqual() {
    return operator == Operator.EQUAL;
  }

  public boolean isDifferent() {
    return operator == Operator.NOT_EQUAL;
  }

  /** Only those of the values that are of the type. */
  public Criterion only(Class<? extends Value> type, Class<? extends Value> other) {
    return new Criterion(
        operator,
        values.stream().filter(v -> type.isInstance(v) || other.isInstance(v)).toList(),
        part);
  }

  public Criterion equal() {
    return new Criterion(Operator.EQUAL, values, null);
  }

  public boolean isEmpty() {
    return values.isEmpty() && part == null;
  }
}
