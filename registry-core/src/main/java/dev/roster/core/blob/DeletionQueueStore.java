package dev.roster.core.blob;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The queue of keys whose bytes are deleted after a review. */
public interface DeletionQueueStore {
  /**
   * @param blobId null if no blob ever had this key, or it has another key now
   * @param size null if nobody knows it
   * @param at when the key was queued last
   */
  record Queued(String key, @Nullable Long blobId, @Nullable Long size, Instant at) {}

  /**
   * Claims the oldest entry that was queued before that instant, for this caller alone until the
   * claim ends. Empty if no entry is due, other servers have claimed them all, or a backup runs.
   */
  Optional<Queued> claim(Instant queuedBefore, Instant now, Instant claimEnds);

  /**
   * Checks again, with the blob locked, whether anything refers to the bytes. Returns true if
   * nothing refers to them and nothing can from now on, so the bytes are to be deleted. Returns
   * false if the bytes stay, and the entry is removed unless the key was queued again meanwhile or
   * a backup runs.
   */
  boolean review(Queued entry);

  /** Removes the entry, and the row of the blob, after the bytes were deleted. */
  void done(Queued entry);
}
