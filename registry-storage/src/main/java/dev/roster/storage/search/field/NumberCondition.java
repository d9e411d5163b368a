package dev.roster.storage.search.field;

import dev.roster.core.search.Operator;
import dev.roster.core.search.Value;
import dev.roster.storage.time.InstantColumn;
import java.util.List;
import java.util.Objects;

/** Conditions on a number or an instant. */
final class NumberCondition {
  private final String column;
  private final NamedParameters parameters;

  NumberCondition(String column, NamedParameters parameters) {
    this.column = column;
    this.parameters = parameters;
  }

  String holds(Criterion criterion) {
    Operator operator = Objects.requireNonNull(criterion.operator());
    List<String> places = criterion.values().stream().map(this::place).toList();
    if (places.size() > 1) return column + " in (" + String.join(", ", places) + ")";
    String sign = operator == Operator.NOT_EQUAL ? "<>" : operator.sign();
    return column + " " + sign + " " + places.get(0);
  }

  private String place(Value value) {
    if (value instanceof Value.Number number) return parameters.bind(number.number());
    if (value instanceof Value.Whole whole) return parameters.bind(whole.number());
    if (value instanceof Value.Time time) return parameters.bind(InstantColumn.write(time.at()));
    if (value instanceof Value.Relative relative)
      return "now() + make_interval(secs => "
          + parameters.bind((double) relative.offset().toSeconds())
          + ")";
    throw new IllegalStateException(value + " is neither a number nor an instant");
  }
}
