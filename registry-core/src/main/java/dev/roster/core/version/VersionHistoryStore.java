package dev.roster.core.version;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Optional;

/** Reads versions as of an instant. */
public interface VersionHistoryStore {
  /** Waits for transactions that change the version, because their instants may be before now. */
  void awaitWriters(VersionRef version);

  /**
   * A version at an instant. What its manifest holds is shown as it is now, because it changes only
   * while the version is a draft, and drafts have no history of it. Its status says whether it was
   * deleted at that time. Its revision is not known and is given as 0. Empty if the version was not
   * registered yet.
   */
  Optional<Version> at(VersionRef version, Instant at);
}
