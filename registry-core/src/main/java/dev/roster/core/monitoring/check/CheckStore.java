package dev.roster.core.monitoring.check;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import java.util.Optional;
import java.util.UUID;

/** Stores the results of checks. */
public interface CheckStore {
  /** Returns false if the monitor's slot has a result already, and nothing changed (I5). */
  boolean insert(DriftCheck check);

  Optional<DriftCheck> find(UUID monitor, UUID id);

  /** Newest first. */
  Page<DriftCheck> list(UUID monitor, PageRequest page);
}
