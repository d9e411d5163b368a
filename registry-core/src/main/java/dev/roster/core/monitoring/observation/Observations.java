package dev.roster.core.monitoring.observation;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.monitoring.baseline.Baselines;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.baseline.Baseline;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Records batches of observations. Each is counted once and is durable before the answer. */
@Service
public class Observations {
  private static final int MAX_ATTEMPTS = 3;
  private static final Duration LONG_AGO = Duration.ofDays(3_653);

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
   * @param at the time of all rows; null means the baseline's column of times, or else the arrival
   */
  public record Sent(
      String source, String batch, @Nullable String timestamp, @Nullable Instant at) {}

  /**
   * @throws Refused {@code baseline_missing}, {@code batch_conflict}, and what {@link
   *     RowCounter#count} refuses
   */
  public BatchReport record(
      VersionRef version, Sent sent, RowDialect dialect, InputStream body, Principal by) {
    Baseline baseline = baselines.require(version);
    RowTimes times = times(sent, baseline);
    try (RowCounter.Counted counted = counter.count(baseline, dialect, body, times)) {
      return record(version, baseline, counted, report(sent, times, counted), by);
    }
  }

  /** What {@link #record} would answer or refuse. Nothing is counted. */
  public BatchReport dryRun(VersionRef version, Sent sent, RowDialect dialect, InputStream body) {
    Baseline baseline = baselines.require(version);
    RowTimes times = times(sent, baseline);
    try (RowCounter.Counted counted = counter.count(baseline, dialect, body, times)) {
      BatchReport report = report(sent, times, counted);
      ObservationStore.Batch batch = new ObservationStore.Batch(counted.sha256(), report);
      return observations
          .find(version, sent.source(), sent.batch())
          .map(before -> duplicate(batch, before))
          .orElse(report);
    }
  }

  private BatchReport record(
      VersionRef version,
      Baseline baseline,
      RowCounter.Counted counted,
      BatchReport report,
      Principal by) {
    ObservationStore.Batch batch = new ObservationStore.Batch(counted.sha256(), report);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (recorder.record(version, batch, baseline.digest(), counted.hours(), by)) return report;
      Optional<ObservationStore.Batch> before =
          observations.find(version, report.source(), report.batch());
      if (before.isPresent()) return duplicate(batch, before.get());
    } // it was withdrawn in between
    throw Refused.because(
        ProblemCode.CONFLICT, "The batch is being withdrawn again and again. Send it again.");
  }

  private static BatchReport duplicate(ObservationStore.Batch sent, ObservationStore.Batch before) {
    BatchReport report = sent.report();
    if (!before.sha256().equals(sent.sha256()))
      throw Refused.because(
          ProblemCode.BATCH_CONFLICT,
          "The batch '%s' of '%s' was counted with another body, of %d rows. Send new rows under a"
                  .formatted(report.batch(), report.source(), before.report().rows())
              + " batch id of their own.");
    return before.report().asDuplicate();
  }

  private static BatchReport report(Sent sent, RowTimes times, RowCounter.Counted counted) {
    return new BatchReport(
        sent.source(),
        sent.batch(),
        counted.rows(),
        counted.from(),
        counted.to(),
        counted.timestamp(),
        counted.rejected(),
        counted.rejectedCount(),
        counted.unknownColumns(),
        counted.missingColumns(),
        notes(sent, times, counted),
        false);
  }

  private RowTimes times(Sent sent, Baseline baseline) {
    Instant arrival = clock.instant();
    if (sent.timestamp() != null) return RowTimes.of(sent.timestamp(), arrival);
    if (sent.at() == null) return RowTimes.ofBaseline(baseline.roles().timestamp(), arrival);
    RowTimes times = RowTimes.at(sent.at(), arrival);
    String why = times.whyImplausible(sent.at());
    if (why != null) throw Refused.invalid(field("at"), "is " + sent.at() + ", which " + why);
    return times;
  }

  private static List<String> notes(Sent sent, RowTimes times, RowCounter.Counted counted) {
    List<String> notes = new ArrayList<>();
    if (sent.at() == null && counted.timestamp() == null) {
      String because =
          times.column() == null
              ? "because neither timestamp nor at was sent and the baseline has no timestamp column"
              : "because they do not have the column '%s', from which the baseline has its times"
                  .formatted(times.column());
      notes.add("The rows were counted at their arrival, %s.".formatted(because));
    }
    Instant from = counted.from();
    if (from != null && from.isBefore(times.arrival().minus(LONG_AGO)))
      notes.add("The earliest row is of %s, which is more than ten years ago.".formatted(from));
    return notes;
  }

  /**
   * Removes a batch from every count, so that its id can be used again. Checks that have counted it
   * stay as they are and say so.
   *
   * @return how many rows it had
   * @throws Refused {@code batch_not_found}
   */
  public long withdraw(VersionRef version, String source, String batch, Principal by) {
    return recorder
        .withdraw(version, source, batch, by)
        .map(BatchReport::rows)
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.BATCH_NOT_FOUND,
                    "%s has no batch '%s' of '%s'.".formatted(version, batch, source)));
  }

  /** Newest first. */
  public Page<BatchReport> list(VersionRef version, PageRequest page) {
    return observations.list(version, page);
  }
}
