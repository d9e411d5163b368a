package dev.roster.storage.search.field;

import dev.roster.core.search.Filter;
import dev.roster.core.search.Operator;
import dev.roster.core.search.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The criterion of a filter for a field's value.
 *
 * @param operator how it compares the value; null if it looks for a part of the value
 * @param values one value, or several for EQUAL, which holds if the value equals one of them
 * @param part the part, compared without regard to case
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

  boolean isEqual() {
    return operator == Operator.EQUAL;
  }

  boolean isDifferent() {
    return operator == Operator.NOT_EQUAL;
  }

  /** Returns the criterion with only the values of these types. */
  Criterion only(Class<? extends Value> type, Class<? extends Value> other) {
    return new Criterion(
        operator,
        values.stream().filter(v -> type.isInstance(v) || other.isInstance(v)).toList(),
        part);
  }

  /** Returns the criterion that the value equals one of the same values. */
  Criterion equal() {
    return new Criterion(Operator.EQUAL, values, null);
  }

  /** Whether a value that cannot be ordered, which is a name instead of a number, may meet it. */
  public boolean takesNotFinite() {
    return isDifferent() && values.stream().anyMatch(Value.Number.class::isInstance)
        || values.stream().anyMatch(Value.NotFinite.class::isInstance);
  }

  boolean isEmpty() {
    return values.isEmpty() && part == null;
  }

  /** Whether it looks for a value whose beginning is not known. */
  boolean isOpen() {
    return part != null || values.stream().anyMatch(Criterion::isOpen);
  }

  private static boolean isOpen(Value value) {
    return value instanceof Value.Like like && like.openStart();
  }

  /** Whether it is open and trigrams do not narrow by it. */
  boolean isOpenWithoutTrigrams() {
    if (operator == null || !isOpen()) return false;
    return operator != Operator.EQUAL
        || values.stream()
            .anyMatch(
                value ->
                    value instanceof Value.Like like
                        && like.openStart()
                        && !like.text().isEmpty()
                        && !Trigrams.narrow(like.text()));
  }
}
