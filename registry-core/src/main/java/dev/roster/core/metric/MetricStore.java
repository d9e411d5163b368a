package dev.roster.core.metric;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;

/** Where metrics are kept. */
public interface MetricStore {
  /** Records in the given order. A metric without a time gets {@code now}. */
  void record(VersionRef version, List<Metric> metrics, Instant now);

  /** The metrics of the series, in its order. */
  Page<Metric> list(VersionRef version, Series series, PageRequest page);
}
