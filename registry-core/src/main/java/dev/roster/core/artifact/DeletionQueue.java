package dev.roster.core.artifact;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys whose bytes may go once they have been reviewed. */
public interface DeletionQueue {
  /**
   * @param blobId null: no blob ever had these bytes, or it has others now
   * @param at when it was queued last
   */
  record Queued(String key, @Nullable Long blobId, Instant at) {}

  /**
   * Takes the oldest entry that was queued before then, for this caller alone until the claim ends.
   * Empty: none is due, or others have them all.
   */
  Optional<Queued> claim(Instant queuedBefore, Instant now, Instant claimEnds);

  /**
   * Looks once more, with the blob locked, whether anything refers to the bytes. True: nothing does
   * and from now on nothing can; the bytes go next. False: they stay, and the entry is gone unless
   * they were queued anew meanwhile.
   */
  boolean review(Queued entry);

  /** The bytes are gone: removes what stood for them. */
  void done(Queued entry);
}
