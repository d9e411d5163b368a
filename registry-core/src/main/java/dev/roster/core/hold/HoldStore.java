package dev.roster.core.hold;

import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The store of holds. One that has ended by itself is no longer found. */
public interface HoldStore {
  /** Locks the model, deleted or not, until the transaction of the caller ends. */
  void lockModel(ModelRef model);

  Optional<Hold> find(VersionRef version, Instant now);

  /** Places the hold instead of the one before. */
  void put(VersionRef version, Hold hold);

  void remove(VersionRef version);

  /** The numbers of the versions of the model that are held, at most some. */
  List<Integer> held(ModelRef model, Instant now);
}
