package dev.roster.storage.search.field;

import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Value;
import java.util.ArrayList;
import java.util.List;

/** The last value of one metric, or the last one that was measured on a given dataset. */
final class MetricField extends SideTableField {
  private final FieldRef metric;

  MetricField(NamedParameters parameters, String v, FieldRef metric) {
    super(parameters, v);
    this.metric = metric;
  }

  private String table() {
    return metric.dataset() == null ? "metric_latest" : "metric_latest_of_dataset";
  }

  private String name() {
    return parameters.bind(String.valueOf(metric.key()));
  }

  @Override
  SideRows rows(Criterion criterion) {
    String way = "a.name = " + name();
    if (metric.dataset() != null) way += " and a.dataset = " + parameters.bind(metric.dataset());
    way += " and " + holds("a", criterion);
    return SideRows.of(table(), v, List.of(way));
  }

  @Override
  SideRows existing() {
    return SideRows.of("metric_latest", v, List.of("a.name = " + name()));
  }

  @Override
  public List<SortKey> keys(boolean descending) {
    String name = name();
    String dataset = metric.dataset() == null ? null : parameters.bind(metric.dataset());
    return List.of(
        SortKey.joined(
            table(),
            a ->
                dataset == null
                    ? a + ".name = " + name
                    : a + ".name = " + name + " and " + a + ".dataset = " + dataset,
            SortKey.Kind.NUMBER,
            "value",
            false,
            descending));
  }

  @Override
  public String alongIndex(Criterion criterion, String table) {
    return holds(table, criterion);
  }

  /** A value that is not finite has a name in place of a number, and differs from every number. */
  private String holds(String table, Criterion criterion) {
    Criterion numbers = criterion.only(Value.Number.class, Value.Number.class);
    Criterion names = criterion.only(Value.NotFinite.class, Value.NotFinite.class);
    String name = table + ".not_finite";
    List<String> ways = new ArrayList<>();
    if (!numbers.isEmpty())
      ways.add(new NumberCondition(table + ".value", parameters).holds(numbers));
    if (!numbers.isEmpty() && criterion.isDifferent()) ways.add(name + " is not null");
    for (Value value : names.values()) {
      String place = parameters.bind(((Value.NotFinite) value).name());
      ways.add(
          criterion.isDifferent()
              ? name + " is distinct from " + place
              : "(%s.value is null and %s = %s)".formatted(table, name, place));
    }
    return ways.size() == 1 ? ways.get(0) : "(" + String.join(" or ", ways) + ")";
  }

  @Override
  public Facet facet() {
    throw new IllegalStateException("a metric has too many different values for a facet");
  }
}
