package dev.roster.core.lineage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value of an event, with the time of the event: the last writer wins, and of equal times the
 * greater text.
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
