package dev.roster.core.metric;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where metrics are kept. */
public interface MetricStore {
  /** Records in the given order. A metric without a time gets {@code now}. */
  void record(VersionRef version, List<Metric> metrics, Instant now);

  /** Recorded last first. {@code name} null means all. */
  Page<Metric> list(VersionRef version, @Nullable String name, PageRequest page);
}
