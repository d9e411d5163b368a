package dev.roster.core.monitoring.baseline;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Optional;

/** Stores baselines. A version has at most one, which never changes. */
public interface BaselineStore {
  Optional<Kept> find(VersionRef version);

  /** Returns false if the version has one already, and nothing changed. */
  boolean insert(VersionRef version, BaselineReader.Frozen frozen, String by, Instant at);

  record Kept(String digest, String document) {}
}
