package dev.roster.api.metric;

import dev.roster.core.metric.Metric;
import java.util.List;

/** A batch of metrics. */
record MetricBody(List<Metric> metrics) {

  /** How many were recorded: all. */
  record Recorded(int recorded) {}
}
