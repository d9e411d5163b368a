package dev.roster.core.monitoring.observation;

import dev.roster.core.access.Principal;
import dev.roster.core.monitoring.baseline.Baselines;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.baseline.Baseline;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Records batches of observations. Each is counted once and is durable before the answer. */
@Service
public class Observations {
  private final Baselines baselines;
  private final ObservationStore observations;
  private final RowCounter counter;
  private final BatchRecorder recorder;
  private final Clock clock;

  Observations(
      Baselines baselines,
      ObservationStore observations,
      RowCounter counter,
      BatchRecorder recorder,
      Clock clock) {
    this.baselines = baselines;
    this.observations = observations;
    this.counter = counter;
    this.recorder = recorder;
    this.clock = clock;
  }

  /**
   * The identity of a batch, and the time of its rows.
   *
   * @param timestamp the column with the time of a row; null means that {@code at} applies
   * @param at the time of all rows; null means that of their arrival
   */
  public record Sent(
      String source, String batch, @Nullable String timestamp, @Nullable Instant at) {}

  /**
   * @throws Refused {@code baseline_missing}, {@code batch_conflict}, and what {@link
   *     RowCounter#count} refuses
   */
  public BatchReport record(
      VersionRef version, Sent sent, RowFormat format, InputStream body, Principal by) {
    Baseline baseline = baselines.require(version);
    Instant at = sent.at() == null ? clock.instant() : sent.at();
    RowCounter.Counted counted = counter.count(baseline, format, body, sent.timestamp(), at);
    BatchReport report =
        new BatchReport(
            sent.source(),
            sent.batch(),
            counted.rows(),
            counted.from(),
            counted.to(),
            counted.rejected(),
            counted.rejectedCount(),
            counted.unknownColumns(),
            counted.missingColumns(),
            false);
    ObservationStore.Batch batch = new ObservationStore.Batch(counted.sha256(), report);
    if (recorder.record(version, batch, counted.hours(), by)) return report;
    ObservationStore.Batch before =
        observations.find(version, sent.source(), sent.batch()).orElseThrow();
    if (!before.sha256().equals(counted.sha256()))
      throw Refused.because(
          ProblemCode.BATCH_CONFLICT,
          "The batch '%s' of '%s' was counted with another body, of %d rows. Send new rows under a"
                  .formatted(sent.batch(), sent.source(), before.report().rows())
              + " batch id of their own.");
    return before.report().asDuplicate();
  }

  /** Newest first. */
  public Page<BatchReport> list(VersionRef version, PageRequest page) {
    return observations.list(version, page);
  }
}
