package dev.roster.core.monitoring.observation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The span [from, to), on full UTC hours. */
public record Window(Instant from, Instant to) {
  public Window {
    if (!isFullHour(from) || !isFullHour(to) || !from.isBefore(to))
      throw new IllegalArgumentException("window " + from + " to " + to);
  }

  public static boolean isFullHour(Instant instant) {
    return instant.equals(instant.truncatedTo(ChronoUnit.HOURS));
  }

  /** The window of that length which holds an instant's hour as its last. */
  public static Window endingAt(Instant instant, Duration length) {
    Instant hour = instant.truncatedTo(ChronoUnit.HOURS);
    Instant to = hour.equals(instant) ? hour : hour.plus(1, ChronoUnit.HOURS);
    return new Window(to.minus(length), to);
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  /** The same end, an earlier beginning. */
  public Window widenedTo(Duration length) {
    return new Window(to.minus(length), to);
  }
}
