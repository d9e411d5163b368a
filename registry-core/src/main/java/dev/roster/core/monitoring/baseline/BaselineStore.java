package dev.roster.core.monitoring.baseline;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores baselines. A version has at most one, which never changes once observations are counted in
 * its cells.
 */
public interface BaselineStore {
  Optional<Kept> find(VersionRef version);

  /** Returns false if the version has one already, and nothing changed. */
  boolean insert(VersionRef version, BaselineReader.Frozen frozen, String by, Instant at);

  /** Reads the digest, and lets nobody replace the baseline before the transaction ends. */
  Optional<String> lockForShare(VersionRef version);

  /** Reads the baseline, and lets nobody count in its cells before the transaction ends. */
  Optional<Kept> lock(VersionRef version);

  /** Whether any observations of the version are counted. */
  boolean isCountedIn(VersionRef version);

  /** Replaces the baseline, which the caller has locked. */
  void replace(VersionRef version, BaselineReader.Frozen frozen, String by, Instant at);

  record Kept(String digest, String document) {}
}
