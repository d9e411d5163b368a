package dev.roster.core.version;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Optional;

/** Versions as they were. */
public interface VersionHistoryStore {
  /** Waits for changes of the version that are being made: they may be of an instant before now. */
  void awaitWriters(VersionRef version);

  /**
   * A version at an instant. What the manifest holds is shown as it is now: it changes only while a
   * version is a draft, and that has no history. Empty: it was not registered yet. Deleted then:
   * the status says so. The revision is not known, and 0.
   */
  Optional<Version> at(VersionRef version, Instant at);
}
