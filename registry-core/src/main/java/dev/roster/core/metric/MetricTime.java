package dev.roster.core.metric;

import java.time.Instant;

/** The instants that a metric may have. */
final class MetricTime {
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private MetricTime() {}

  static boolean isStorable(Instant at) {
    return !at.isBefore(FIRST) && !at.isAfter(LAST);
  }
}
