package dev.roster.core.monitoring.baseline;

import dev.roster.drift.baseline.Baseline;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The baselines that were read last, by digest. Their documents have together at most a certain
 * length, because a baseline in memory takes a few times the length of its document.
 */
final class BaselineCache {
  private final long maxLength;
  private final Map<String, Cached> byDigest = new LinkedHashMap<>(16, 0.75f, true);
  private long length;

  private record Cached(Baseline baseline, int length) {}

  BaselineCache(long maxLength) {
    this.maxLength = maxLength;
  }

  synchronized Optional<Baseline> find(String digest) {
    @Nullable Cached cached = byDigest.get(digest);
    return cached == null ? Optional.empty() : Optional.of(cached.baseline());
  }

  /** Forgets those that were not asked for the longest time, as many as need be. */
  synchronized void put(String digest, Baseline baseline, int documentLength) {
    if (documentLength > maxLength || byDigest.containsKey(digest)) return;
    byDigest.put(digest, new Cached(baseline, documentLength));
    length += documentLength;
    for (Iterator<Cached> eldest = byDigest.values().iterator(); length > maxLength; ) {
      length -= eldest.next().length();
      eldest.remove();
    }
  }
}
