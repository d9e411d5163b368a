package dev.roster.storage.search.field;

import dev.roster.core.search.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of one hyperparameter. A number, a text and a boolean each have their own key. A value
 * of another type exists, but is not equal.
 */
final class HyperparameterField extends AttributeField {
  private final String name;

  HyperparameterField(NamedParameters parameters, String v, String name) {
    super(parameters, v, "h:" + name);
    this.name = name;
  }

  @Override
  SideRows rows(Criterion criterion) {
    return SideRows.of(TABLE, v, ways(criterion));
  }

  private List<String> ways(Criterion criterion) {
    if (criterion.part() != null) return List.of(typed("h:", condition().holds(criterion)));
    if (criterion.isEqual()) return equal(criterion);
    if (!criterion.isDifferent())
      return List.of(typed("n:", new NumberCondition("a.number", parameters).holds(criterion)));
    String equal = String.join(" or ", equal(criterion.equal()));
    return List.of(
        "a.key = any(%s) and not coalesce((%s), false)"
            .formatted(parameters.bind(keys("n:", "h:", "b:", "o:")), equal));
  }

  private List<String> equal(Criterion criterion) {
    List<String> ways = new ArrayList<>();
    Criterion numbers = criterion.only(Value.Number.class, Value.Number.class);
    Criterion texts = criterion.only(Value.Text.class, Value.Like.class);
    Criterion booleans = criterion.only(Value.Bool.class, Value.Bool.class);
    if (!numbers.isEmpty())
      ways.add(typed("n:", new NumberCondition("a.number", parameters).holds(numbers)));
    if (!texts.isEmpty()) ways.add(typed("h:", condition().holds(texts)));
    for (Value value : booleans.values())
      ways.add(typed("b:", "a.term = " + parameters.bind(value.toString())));
    return ways;
  }

  private String typed(String type, String condition) {
    return "a.key = " + parameters.bind(type + name) + " and " + condition;
  }

  private String[] keys(String... types) {
    String[] keys = types.clone();
    for (int i = 0; i < keys.length; i++) keys[i] += name;
    return keys;
  }

  @Override
  SideRows existing() {
    String keys = parameters.bind(keys("n:", "h:", "b:", "o:"));
    return SideRows.of(TABLE, v, List.of("a.key = any(" + keys + ")"));
  }

  @Override
  CandidateSet.@Nullable Attribute attribute(Value value) {
    return value instanceof Value.Bool bool
        ? new CandidateSet.Attribute("b:" + name, bool.toString())
        : super.attribute(value);
  }

  @Override
  public List<SortKey> keys(boolean descending) {
    return List.of(
        SortKey.attribute(SortKey.Kind.NUMBER, "number", parameters.bind("n:" + name), descending),
        SortKey.attribute(SortKey.Kind.TEXT, "term", parameters.bind("h:" + name), descending));
  }

  @Override
  public Facet facet() {
    String keys = parameters.bind(keys("n:", "h:", "b:"));
    return new Facet("coalesce(a.long, a.term, a.number::text)", join("a.key = any(" + keys + ")"));
  }
}
