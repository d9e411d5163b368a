package dev.roster.storage.search.field;

import dev.roster.core.search.FieldRef;
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
    way += " and " + new NumberCondition("a.value", parameters).holds(criterion);
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
    return new NumberCondition(table + ".value", parameters).holds(criterion);
  }

  @Override
  public Facet facet() {
    throw new IllegalStateException("a metric has too many different values for a facet");
  }
}
