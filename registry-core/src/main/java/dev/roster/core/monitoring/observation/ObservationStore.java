package dev.roster.core.monitoring.observation;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.profile.ProfileSum;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Stores batches of observations: the report of each, and its profile for each hour. */
public interface ObservationStore {
  Optional<Batch> find(VersionRef version, String source, String batch);

  /**
   * Inserts a batch. Returns false if the version has a batch of that source and name, and nothing
   * changed. If another transaction is about to insert it, this call waits for that transaction.
   */
  boolean insert(VersionRef version, Batch batch, HourlyCounts hours, String by, Instant at);

  /**
   * Deletes a batch with its counts, and keeps that it was there. Returns its report; empty if the
   * version has no such batch. If another transaction is withdrawing it, this call waits for it.
   */
  Optional<BatchReport> withdraw(
      VersionRef version, String source, String batch, String by, Instant at);

  /** Adds the profiles of all batches in the window to {@code sum}. */
  void addTo(ProfileSum sum, VersionRef version, Window window);

  /**
   * The rows of the last hours that have rows: of at most so many hours before the newest, and not
   * of all of them if there are many profiles. Empty if there are no rows.
   */
  Optional<Volume> recentVolume(VersionRef version, Duration most);

  /** Newest first. */
  Page<BatchReport> list(VersionRef version, PageRequest page);

  /**
   * @param sha256 of the body, in hex
   */
  record Batch(String sha256, BatchReport report) {}
}
