package dev.roster.core.consumer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The uses that this server counted and has not stored yet. Counts that are being stored can be
 * read until they are.
 */
final class UseCounts {
  private final int most;
  private final Map<Key, Count> counted = new ConcurrentHashMap<>();
  private final Map<Key, Count> taken = new ConcurrentHashMap<>();

  /**
   * @param most how many pairs of a version and a token it has room for
   */
  UseCounts(int most) {
    this.most = most;
  }

  /**
   * @param token the id of the token; empty for the operator's
   */
  record Key(long version, String token) {}

  /**
   * @param name of the token
   * @param lastNanos when the last of them was, by {@link System#nanoTime}
   */
  record Count(String name, long resolves, long downloads, long lastNanos) {
    Count plus(Count other) {
      return new Count(
          name,
          resolves + other.resolves,
          downloads + other.downloads,
          lastNanos - other.lastNanos > 0 ? lastNanos : other.lastNanos);
    }
  }

  /** False: there is no room for a further pair, and nothing was counted. */
  boolean add(Key key, Count count) {
    if (counted.computeIfPresent(key, (same, before) -> before.plus(count)) != null) return true;
    if (counted.size() >= most) return false;
    counted.merge(key, count, Count::plus);
    return true;
  }

  /**
   * Takes all counts, which the caller stores. The caller then calls {@link #stored} or {@link
   * #giveBack} before it takes more.
   */
  Map<Key, Count> take() {
    for (Key key : counted.keySet()) {
      Count count = counted.get(key);
      while (count != null) { // counts may be added meanwhile
        taken.put(key, count);
        if (counted.remove(key, count)) break;
        count = counted.get(key);
      }
    }
    return taken;
  }

  void stored() {
    taken.clear();
  }

  void giveBack() {
    taken.forEach((key, count) -> counted.merge(key, count, Count::plus));
    taken.clear();
  }

  /** What was counted of the version and is not known to be stored. */
  List<Count> of(long version) {
    return Stream.of(counted, taken)
        .flatMap(map -> map.entrySet().stream())
        .filter(entry -> entry.getKey().version() == version)
        .map(Map.Entry::getValue)
        .toList();
  }
}
