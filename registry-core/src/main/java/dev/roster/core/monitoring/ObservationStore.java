package dev.roster.core.monitoring;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.profile.ProfileSum;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where batches of observations are kept: a report, and a profile for each hour. */
public interface ObservationStore {
  Optional<Batch> find(VersionRef version, String source, String batch);

  /**
   * Keeps a batch. False: there is one of that source and name, and nothing changed; a racing
   * transaction that is about to keep one is waited for.
   */
  boolean insert(
      VersionRef version, Batch batch, Map<Instant, byte[]> hours, String by, Instant at);

  /** Adds the profiles of all batches in the window to {@code sum}. */
  void addTo(ProfileSum sum, VersionRef version, Window window);

  /** Newest first. */
  Page<BatchReport> list(VersionRef version, PageRequest page);

  /**
   * @param sha256 of the body, in hex
   */
  record Batch(String sha256, BatchReport report) {}
}
