package dev.roster.core.artifact;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.BlobStore.Listed;
import dev.roster.core.blob.BlobStore.Listing;
import dev.roster.core.blob.BytesReclaimed;
import dev.roster.core.blob.DeletionQueueStore;
import dev.roster.core.blob.DeletionQueueStore.Queued;
import dev.roster.core.blob.StoreKey;
import dev.roster.core.blob.StrayKeyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * The garbage collector of bytes that nothing refers to (I4). Any number of servers may run it at
 * the same time, and each step may be repeated after a crash.
 */
@Service
public class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  private final UploadExpiry expiry;
  private final DeletionQueueStore queue;
  private final StrayKeyStore strays;
  private final BlobStore store;
  private final ArtifactDamage damage;
  private final ArtifactSettings settings;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Collector(
      UploadExpiry expiry,
      DeletionQueueStore queue,
      StrayKeyStore strays,
      BlobStore store,
      ArtifactDamage damage,
      ArtifactSettings settings,
      ApplicationEventPublisher events,
      Clock clock) {
    this.expiry = expiry;
    this.queue = queue;
    this.strays = strays;
    this.store = store;
    this.damage = damage;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
  }

  /** Aborts uploads whose server died, then deletes bytes whose grace period is over. */
  public void sweep() {
    expiry.run();
    damage.healed();
    collect();
  }

  private void collect() {
    Deletions deletions = new Deletions();
    Optional<Queued> next;
    while ((next = claim()).isPresent()) {
      Queued entry = next.get();
      if (!queue.review(entry)) continue;
      deletions.tryOne(
          entry.key(),
          () -> {
            discard(entry.key(), entry.size());
            queue.done(entry);
          });
    }
    deletions.log("that nothing refers to");
  }

  private void discard(String key, @Nullable Long size) {
    long bytes = size == null ? store.size(key).orElse(0L) : size;
    store.discard(key);
    events.publishEvent(new BytesReclaimed(bytes));
  }

  private Optional<Queued> claim() {
    Instant now = clock.instant();
    return queue.claim(
        now.minus(settings.deletionGrace()), now, now.plus(settings.deletionClaim()));
  }

  /**
   * Looks through the whole store for objects that no row refers to, such as a restored dump
   * leaves. An object is deleted when it is seen a second time, a grace period after the first.
   */
  public void reconcile() {
    Instant start = clock.instant();
    @Nullable String continuation = null;
    Deletions deletions = new Deletions();
    do {
      Listing page = store.list(continuation);
      reconcile(page.keys(), deletions);
      continuation = page.continuation();
    } while (continuation != null);
    deletions.log("that no row refers to");
    // Those that were seen so long ago were deleted just now, or were gone already. If some could
    // not be deleted, all are remembered until the next run, so that no new grace period begins.
    if (deletions.allSucceeded()) strays.forget(start.minus(settings.strayGrace()));
    reconcileUnfinished();
  }

  /** An upload's row is there before its put begins, and open until it ends. */
  private void reconcileUnfinished() {
    List<String> unfinished = store.unfinished();
    if (unfinished.isEmpty()) return;
    Deletions deletions = new Deletions();
    for (String key : strays.idle(unfinished))
      deletions.tryOne(key, () -> store.discardUnfinished(key));
    deletions.log("that no upload completes");
  }

  private void reconcile(List<Listed> keys, Deletions deletions) {
    Instant now = clock.instant();
    Instant old = now.minus(settings.strayAge());
    List<String> candidates =
        keys.stream()
            .filter(listed -> StoreKey.isKey(listed.key()))
            .filter(listed -> !listed.modified().isAfter(old))
            .map(Listed::key)
            .toList();
    List<String> unknown = strays.unknown(candidates);
    for (String key : strays.sighted(unknown, now, now.minus(settings.strayGrace()))) {
      LOG.warn("Deletes {}, which no row refers to", key);
      deletions.tryOne(
          key,
          () -> {
            discard(key, null);
            strays.forget(key);
          });
    }
  }
}
