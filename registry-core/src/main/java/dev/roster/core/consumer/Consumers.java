package dev.roster.core.consumer;

import dev.roster.core.access.Principal;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Counts who resolves and downloads versions. A server counts in its memory, and what it counted is
 * added to the store at an interval. A server that is killed loses what it had not stored yet.
 */
@Service
public class Consumers {
  private static final Logger LOG = LoggerFactory.getLogger(Consumers.class);
  private static final int MAX_PAIRS = 50_000;

  private final ConsumerStore store;
  private final Clock clock;
  private final UseCounts counts;

  @Autowired
  Consumers(ConsumerStore store, Clock clock) {
    this(store, clock, MAX_PAIRS);
  }

  Consumers(ConsumerStore store, Clock clock, int maxPairs) {
    this.store = store;
    this.clock = clock;
    counts = new UseCounts(maxPairs);
  }

  /** Counts that the caller asked which bytes a name means, and heard of this version. */
  public void resolved(VersionRef version, Principal by) {
    count(version, by, 0);
  }

  /** Counts that the caller downloaded bytes of the version. */
  public void downloaded(VersionRef version, Principal by) {
    count(version, by, 1);
  }

  private void count(VersionRef version, Principal by, long downloads) {
    UseCounts.Key key = new UseCounts.Key(version.id(), by.tokenId() == null ? "" : by.tokenId());
    UseCounts.Count count = new UseCounts.Count(by.name(), 1, downloads, System.nanoTime());
    if (counts.add(key, count)) return;
    try {
      store(); // more pairs within a minute than there is room for
    } catch (RuntimeException failed) {
      LOG.warn("The uses of versions could not be stored: {}", failed.getMessage());
    }
    if (!counts.add(key, count))
      LOG.warn("A use of {} by {} is not counted, as there is no room", version, by.name());
  }

  /** Adds to the store what this server counted. If it fails, the counts are kept. */
  public synchronized void store() {
    Map<UseCounts.Key, UseCounts.Count> taken = counts.take();
    if (taken.isEmpty()) return;
    try {
      Instant now = clock.instant();
      store.add(
          taken.entrySet().stream()
              .map(entry -> uses(entry.getKey(), entry.getValue(), now))
              .toList());
      counts.stored();
    } catch (RuntimeException failed) {
      counts.giveBack();
      throw failed;
    }
  }

  private static ConsumerStore.Uses uses(UseCounts.Key key, UseCounts.Count count, Instant now) {
    return new ConsumerStore.Uses(
        key.version(), key.token(), lastAt(count, now), count.resolves(), count.downloads());
  }

  /** When the last use was, by the clock of the database. */
  private static Instant lastAt(UseCounts.Count count, Instant now) {
    return now.minus(Duration.ofNanos(System.nanoTime() - count.lastNanos()));
  }

  /** The consumers of the version, with all that this server counted. */
  public Page<Consumer> list(VersionRef version, PageRequest page) {
    if (!counts.of(version.id()).isEmpty()) store();
    return store.list(version, page);
  }

  /**
   * Those that used the version after that instant, the last one first, at most some. It stores
   * nothing, so a gate may ask. What other servers counted in the last minute may be missing.
   */
  public List<Consumer> since(VersionRef version, Instant after, int limit) {
    Instant now = clock.instant();
    List<Consumer> here =
        counts.of(version.id()).stream()
            .map(c -> new Consumer(c.name(), lastAt(c, now), c.resolves(), c.downloads()))
            .filter(consumer -> consumer.lastResolvedAt().isAfter(after))
            .toList();
    Map<String, Consumer> byName = new LinkedHashMap<>();
    Stream.concat(here.stream(), store.since(version, after, limit).stream())
        .sorted(Comparator.comparing(Consumer::lastResolvedAt).reversed())
        .forEach(consumer -> byName.putIfAbsent(consumer.name(), consumer));
    return byName.values().stream().limit(limit).toList();
  }
}
