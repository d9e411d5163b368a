package dev.roster.core.access;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many refusals of each principal are recorded within any span of a minute. */
final class DenialLimit {
  static final int MAX = 60;
  static final Duration SPAN = Duration.ofMinutes(1);
  private static final int MAX_PRINCIPALS = 10_000;

  private final LongSupplier nanoTime;

  /** When the last ones of a principal were recorded, oldest first. */
  private final Map<String, ArrayDeque<Long>> recorded =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Long>> eldest) {
          return size() > MAX_PRINCIPALS;
        }
      };

  DenialLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether one more of this principal is recorded now. */
  synchronized boolean admits(String principal) {
    long now = nanoTime.getAsLong();
    ArrayDeque<Long> times = recorded.computeIfAbsent(principal, first -> new ArrayDeque<>());
    while (!times.isEmpty() && now - times.getFirst() >= SPAN.toNanos()) times.removeFirst();
    if (times.size() >= MAX) return false;
    times.addLast(now);
    return true;
  }

  synchronized int size() {
    return recorded.size();
  }
}
