package dev.roster.core.retirement;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The store of announced retirements. A caller that writes holds the lock of the model. */
public interface RetirementStore {
  Optional<Retirement> find(VersionRef version);

  /** Stores the announcement, instead of the one before. */
  void put(Retirement retirement);

  void remove(VersionRef version);

  /**
   * Announced versions whose sunset has passed and that are neither retired nor deleted, by id,
   * after that id.
   */
  List<VersionRef> due(Instant now, long after, int limit);
}
