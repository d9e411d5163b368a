package dev.roster.core.lineage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an event said, and when; of two the later holds, of two at once the greater text. */
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
