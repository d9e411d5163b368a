package dev.roster.core.monitoring;

import dev.roster.core.lifecycle.History;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.References;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Runs checks: reads and judges first, then records in one short transaction. */
@Service
public class DriftChecks {
  private static final int MOST_WINDOWS = 1_000;

  private final MonitorStore monitors;
  private final CheckStore checks;
  private final ObservationStore observations;
  private final Baselines baselines;
  private final WindowJudge judge;
  private final CheckRecorder recorder;
  private final History history;
  private final References references;
  private final Clock clock;

  DriftChecks(
      MonitorStore monitors,
      CheckStore checks,
      ObservationStore observations,
      Baselines baselines,
      WindowJudge judge,
      CheckRecorder recorder,
      History history,
      References references,
      Clock clock) {
    this.monitors = monitors;
    this.checks = checks;
    this.observations = observations;
    this.baselines = baselines;
    this.judge = judge;
    this.recorder = recorder;
    this.history = history;
    this.references = references;
    this.clock = clock;
  }

  /** What a replay came to. */
  public record Replayed(int checks, AlarmState state) {}

  /** Judges the present window, as a slot does. */
  public DriftCheck now(UUID id) {
    Monitor monitor = read(id);
    Instant now = clock.instant();
    Subject subject = subject(monitor);
    Window window = Window.endingAt(now, monitor.definition().window());
    return recorder
        .record(judged(monitor, subject, window, now, DriftCheck.Cause.NOW))
        .orElseThrow(DriftChecks::overtaken);
  }

  /** Judges just that window, and moves nothing. */
  public DriftCheck analyse(UUID id, Window window) {
    Monitor monitor = read(id);
    DriftCheck check =
        judged(monitor, subject(monitor), window, clock.instant(), DriftCheck.Cause.ANALYSIS);
    return recorder.record(check).orElseThrow(DriftChecks::overtaken);
  }

  /** Judges past windows one after the other, each {@code step} long, as the schedule would have. */
  public Replayed replay(UUID id, Window span, Duration step) {
    if (step.compareTo(span.length()) > 0)
      throw Refused.invalid("/step", "is longer than the time from from to to");
    if (span.length().dividedBy(step) > MOST_WINDOWS)
      throw Refused.invalid("/step", "gives more than " + MOST_WINDOWS + " windows");
    Monitor monitor = read(id);
    Subject subject = subject(monitor);
    List<DriftCheck> replayed = new ArrayList<>();
    for (Instant to = span.from().plus(step); !to.isAfter(span.to()); to = to.plus(step))
      replayed.add(
          judged(
              monitor, subject, new Window(to.minus(step), to), to, DriftCheck.Cause.REPLAY));
    AlarmState state =
        recorder
            .recordReplay(monitor.id(), subject.version().number(), replayed)
            .orElseThrow(DriftChecks::overtaken);
    return new Replayed(replayed.size(), state);
  }

  /** What running a slot came to. */
  public enum SlotResult {
    RECORDED,
    /** Another server was first, or it came too late, or who is judged has changed. */
    REFUSED,
    /** The monitor or its model is gone. */
    GONE
  }

  /** A slot's result, with the check if there is one. */
  public record SlotRun(SlotResult result, Optional<DriftCheck> check) {}

  /** Runs a slot. Has one effect, however many servers run it (I5). */
  public SlotRun runSlot(UUID id, Instant slot) {
    Optional<Monitor> found = monitors.find(id);
    if (found.isEmpty()) return new SlotRun(SlotResult.GONE, Optional.empty());
    Monitor monitor = found.get();
    if (monitor.lastSlot() != null && !slot.isAfter(monitor.lastSlot()))
      return new SlotRun(SlotResult.REFUSED, Optional.empty());
    Optional<DriftCheck> recorded = recorder.record(slotCheck(monitor, slot));
    return new SlotRun(
        recorded.isPresent() ? SlotResult.RECORDED : SlotResult.REFUSED, recorded);
  }

  private DriftCheck slotCheck(Monitor monitor, Instant slot) {
    Window window = Window.endingAt(slot, monitor.definition().window());
    try {
      return judged(monitor, subject(monitor), window, slot, DriftCheck.Cause.SLOT);
    } catch (Refused cannot) {
      return new DriftCheck(
          UUID.randomUUID(),
          monitor.id(),
          monitor.model().name().text(),
          judgedNumber(monitor),
          DriftCheck.Cause.SLOT,
          slot,
          window,
          0,
          null,
          Judgement.none(Outcome.ERROR, 0),
          AlarmState.ERROR,
          cannot.getMessage(),
          clock.instant());
    }
  }

  /** Newest first. */
  public Page<DriftCheck> list(UUID monitor, PageRequest page) {
    return checks.list(read(monitor).id(), page);
  }

  /**
   * @throws Refused {@code check_not_found}
   */
  public DriftCheck find(UUID monitor, UUID id) {
    return checks
        .find(monitor, id)
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.CHECK_NOT_FOUND, "The monitor has no check of that id."));
  }

  private Monitor read(UUID id) {
    return monitors.find(id).orElseThrow(Monitors::missing);
  }

  private record Subject(VersionRef version, Baseline baseline) {}

  private Subject subject(Monitor monitor) {
    VersionRef version =
        holder(monitor)
            .orElseThrow(
                () ->
                    Refused.because(
                        ProblemCode.BASELINE_MISSING,
                        "No version of %s is in %s, so there is no baseline to compare with."
                            .formatted(
                                monitor.model().name(), monitor.definition().target().stage())));
    return new Subject(version, baselines.require(version));
  }

  private Optional<VersionRef> holder(Monitor monitor) {
    MonitorDefinition.Target target = monitor.definition().target();
    if (target.version() != null)
      return Optional.of(references.version(monitor.model(), target.version()));
    return history.holder(monitor.model(), Stage.ofWire(target.label()).orElseThrow());
  }

  private @Nullable Integer judgedNumber(Monitor monitor) {
    Integer pinned = monitor.definition().target().version();
    return pinned != null ? pinned : holder(monitor).map(VersionRef::number).orElse(null);
  }

  private DriftCheck judged(
      Monitor monitor, Subject subject, Window window, Instant slot, DriftCheck.Cause cause) {
    Baseline baseline = subject.baseline();
    ProfileSum sum = ProfileSum.of(baseline);
    observations.addTo(sum, subject.version(), window);
    Judgement judgement = judge.judge(baseline, sum.profile(), monitor.definition());
    Window judgedWindow = window;
    Duration most = monitor.definition().maximumWindow();
    while (cause.countsForAlarm() && judge.wantsMoreRows(judgement)) {
      Duration longer = judgedWindow.length().plus(window.length());
      if (longer.compareTo(most) > 0) {
        judgement = Judgement.none(Outcome.INSUFFICIENT_DATA, judgement.rows());
        break;
      }
      Window wider = judgedWindow.widenedTo(longer);
      observations.addTo(sum, subject.version(), new Window(wider.from(), judgedWindow.from()));
      judgement = judge.judge(baseline, sum.profile(), monitor.definition());
      judgedWindow = wider;
    }
    return new DriftCheck(
        UUID.randomUUID(),
        monitor.id(),
        monitor.model().name().text(),
        subject.version().number(),
        cause,
        slot,
        judgedWindow,
        baseline.rows(),
        baseline.digest(),
        judgement,
        monitor.alarm().state(),
        null,
        clock.instant());
  }

  private static Refused overtaken() {
    return Refused.because(
        ProblemCode.CONFLICT,
        "While the check ran, the monitor or the version that it judges changed. Ask again.");
  }
}
