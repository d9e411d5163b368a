package dev.roster.api.metric;

import dev.roster.core.metric.Metric;
import java.util.List;

/** The body of a request that records metrics. */
record MetricBody(List<Metric> metrics) {

  /** The number of metrics that were recorded, which is all of the request. */
  record Recorded(int recorded) {}
}
