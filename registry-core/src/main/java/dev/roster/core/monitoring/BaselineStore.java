package dev.roster.core.monitoring;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Optional;

/** Where baselines are kept: one of a version, never changed. */
public interface BaselineStore {
  Optional<Kept> find(VersionRef version);

  /** False: the version has one already, and nothing changed. */
  boolean insert(VersionRef version, BaselineReader.Frozen frozen, String by, Instant at);

  record Kept(String digest, String document) {}
}
