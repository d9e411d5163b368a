package dev.roster.core.monitoring.observation;

import java.time.Duration;
import java.time.Instant;

/**
 * How many rows of a version were observed in the last hours that have rows.
 *
 * @param from the begin of the first of these hours
 * @param to the end of the last of them
 */
public record Volume(long rows, Instant from, Instant to) {
  /** How many rows there are in so long a time at this rate. */
  public long in(Duration length) {
    double hours = Math.max(1, Duration.between(from, to).toHours());
    return Math.round(rows * (length.toHours() / hours));
  }
}
