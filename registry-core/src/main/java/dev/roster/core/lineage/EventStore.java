package dev.roster.core.lineage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keeps events that are not linked to a model yet, separately for each principal. */
public interface EventStore {
  /**
   * @param keeper the id of the principal that sent the event
   */
  record Kept(long id, String keeper, RunEvent event) {}

  /**
   * Keeps the event, unless the same one is kept, and forgets the oldest of the principal beyond
   * these limits.
   */
  void insert(String keeper, RunEvent event, Instant now, int maxEvents, long maxBytes);

  /**
   * Events whose run, or a run that it is a task of, belongs to a model by now, oldest first.
   *
   * @param notTriedSince events that were tried later are left out
   */
  List<Kept> due(Instant notTriedSince, int most);

  /** Events of the run and of its tasks, oldest first. */
  List<Kept> of(UUID run, int most);

  void delete(long id);

  void markTried(long id, Instant now);

  void deleteReceivedBefore(Instant time);
}
