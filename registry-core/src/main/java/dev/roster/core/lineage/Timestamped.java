package dev.roster.core.lineage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value of an event, with the time of the event. The latest value wins; if the times are equal,
 * the greater text wins.
 *
 * @param value null if the event removed the value
 */
public record Timestamped<T>(Instant at, @Nullable T value) {
  static <T> @Nullable Timestamped<T> later(
      @Nullable Timestamped<T> a, @Nullable Timestamped<T> b) {
    if (a == null) return b;
    if (b == null) return a;
    int order = a.at.compareTo(b.at);
    if (order == 0) order = text(a.value).compareTo(text(b.value));
    return order >= 0 ? a : b;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
