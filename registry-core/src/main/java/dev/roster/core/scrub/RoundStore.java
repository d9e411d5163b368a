package dev.roster.core.scrub;

import dev.roster.core.digest.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The progress of each walk. One of all servers works on a walk at a time. */
public interface RoundStore {
  /**
   * @param fence the number of the claim; a later claim has a greater one
   * @param round the round as it was left; null before the first
   */
  record Claim(Walk walk, long fence, @Nullable Round round) {}

  /**
   * @param damaged the store is known to have lost or altered the bytes
   */
  record StoredBlob(long id, String key, Sha256 sha256, long size, boolean damaged) {}

  /** Claims the walk until that instant. Empty if another server works on it. */
  Optional<Claim> claim(Walk walk, Instant now, Instant until);

  /**
   * Saves the round and extends the claim. False if the claim ended and another server has the
   * walk: then nothing is saved.
   */
  boolean save(Claim claim, Round round, Instant until);

  /** Ends the claim, if it still holds. */
  void release(Claim claim);

  /** What is stored now. */
  Amount total();

  /** The blobs that follow the given one, by id. */
  List<StoredBlob> after(long blob, int limit);
}
