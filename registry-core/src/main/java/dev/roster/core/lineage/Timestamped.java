package dev.roster.core.lineage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value of an event, with the time of the event. The latest value wins; if the times are equal,
 * the greater text wins.
 */
public record Timestamped<T>(Instant at, T value) {
  static <T> @Nullable Timestamped<T> later(
      @Nullable Timestamped<T> a, @Nullable Timestamped<T> b) {
    if (a == null) return b;
    if (b == null) return a;
    int order = a.at.compareTo(b.at);
    if (order == 0) order = a.value.toString().compareTo(b.value.toString());
    return order >= 0 ? a : b;
  }
}
