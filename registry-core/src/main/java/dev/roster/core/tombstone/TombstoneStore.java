package dev.roster.core.tombstone;

import dev.roster.core.problem.Tombstone;
import dev.roster.core.reference.VersionRef;
import java.util.Optional;

/** The store of tombstones. */
public interface TombstoneStore {
  /** Empty if the bytes of the version were not reclaimed. */
  Optional<Tombstone> find(VersionRef version);
}
