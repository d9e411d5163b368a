package dev.roster.core.card;

import dev.roster.core.reference.VersionRef;
import java.util.Optional;

/** Stores what people write about versions. */
public interface CardStore {
  /** Empty if nobody has written anything yet. */
  Optional<WrittenCard> find(VersionRef version);

  /** Keeps the card instead of the one before. The caller holds the lock of the version. */
  void put(VersionRef version, WrittenCard card);
}
