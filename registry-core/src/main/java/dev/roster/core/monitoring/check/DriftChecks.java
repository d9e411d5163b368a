package dev.roster.core.monitoring.check;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.monitoring.monitor.MonitorStore;
import dev.roster.core.monitoring.monitor.Monitors;
import dev.roster.core.monitoring.monitor.Schedule;
import dev.roster.core.monitoring.observation.ObservationStore;
import dev.roster.core.monitoring.observation.Window;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.alarm.AlarmState;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.judgement.Judge;
import dev.roster.drift.judgement.Outcome;
import dev.roster.drift.judgement.WindowJudgement;
import dev.roster.drift.profile.ProfileSum;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Runs checks: reads and judges first, then records in one short transaction. */
@Service
public class DriftChecks {
  private static final int MAX_WINDOWS = 1_000;
  private static final int MAX_SLOTS_BEHIND = 48;
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  private final MonitorStore monitors;
  private final CheckStore checks;
  private final ObservationStore observations;
  private final CheckRecorder recorder;
  private final Subjects subjects;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  DriftChecks(
      MonitorStore monitors,
      CheckStore checks,
      ObservationStore observations,
      CheckRecorder recorder,
      Subjects subjects,
      ApplicationEventPublisher events,
      Clock clock) {
    this.monitors = monitors;
    this.checks = checks;
    this.observations = observations;
    this.recorder = recorder;
    this.subjects = subjects;
    this.events = events;
    this.clock = clock;
  }

  /** The result of a replay. */
  public record Replayed(int checks, AlarmState state) {}

  /** Judges the present window, as a slot does. */
  public DriftCheck now(UUID id) {
    Monitor monitor = read(id);
    Instant now = clock.instant();
    Subjects.Subject subject = subjects.of(monitor);
    Window window = Window.endingAt(now, monitor.definition().window());
    DriftCheck check = judged(monitor, subject, window, now, DriftCheck.Cause.NOW);
    return recorded(check, now);
  }

  /** Judges one past window. The alarm does not change. */
  public DriftCheck analyse(UUID id, Window window) {
    Monitor monitor = read(id);
    Instant now = clock.instant();
    DriftCheck check =
        judged(monitor, subjects.of(monitor), window, now, DriftCheck.Cause.ANALYSIS);
    return recorded(check, now);
  }

  private DriftCheck recorded(DriftCheck check, Instant begun) {
    DriftCheck recorded = recorder.record(check).orElseThrow(DriftChecks::overtaken);
    done(recorded, begun);
    return recorded;
  }

  private void done(DriftCheck check, Instant begun) {
    events.publishEvent(new CheckDone(check, Duration.between(begun, check.at())));
  }

  /**
   * Judges past windows one after the other, each {@code step} long, as the schedule would have.
   */
  public Replayed replay(UUID id, Window span, Duration step) {
    if (step.compareTo(span.length()) > 0)
      throw Refused.invalid(
          field("step"),
          "must not be longer than " + span.length() + ", the time from from to to",
          step);
    if (span.length().dividedBy(step) > MAX_WINDOWS)
      throw Refused.invalid(
          field("step"),
          "must give at most %,d windows of the time from from to to".formatted(MAX_WINDOWS),
          step);
    Monitor monitor = read(id);
    Subjects.Subject subject = subjects.of(monitor);
    List<DriftCheck> replayed = new ArrayList<>();
    List<Instant> begun = new ArrayList<>();
    for (Instant to = span.from().plus(step); !to.isAfter(span.to()); to = to.plus(step)) {
      begun.add(clock.instant());
      replayed.add(
          judged(monitor, subject, new Window(to.minus(step), to), to, DriftCheck.Cause.REPLAY));
    }
    AlarmState state =
        recorder
            .recordReplay(monitor.id(), subject.version().number(), replayed)
            .orElseThrow(DriftChecks::overtaken);
    for (int i = 0; i < replayed.size(); i++) done(replayed.get(i), begun.get(i));
    return new Replayed(replayed.size(), state);
  }

  /**
   * The result of running the next slot of a monitor.
   *
   * @param next when to look again; null if the monitor is gone
   * @param slot the slot that was run; null if none was due
   */
  public record SlotRun(@Nullable Instant next, @Nullable Instant slot) {}

  /**
   * Runs the monitor's oldest slot without a result, if it is due. It has one effect, however many
   * servers do so (I5): a second or late result is refused.
   */
  public SlotRun runDue(UUID id) {
    Optional<Monitor> found = monitors.find(id);
    if (found.isEmpty()) return new SlotRun(null, null);
    Monitor monitor = found.get();
    Schedule schedule = monitor.definition().schedule();
    Instant now = clock.instant();
    Instant slot =
        schedule.next(monitor.lastSlot() == null ? monitor.createdAt() : monitor.lastSlot());
    if (slot.isAfter(now)) return new SlotRun(slot, null);
    boolean farBehind = isFarBehind(schedule, slot, now);
    DriftCheck check = slotCheck(monitor, farBehind ? schedule.latestDue(slot, now) : slot);
    if (farBehind)
      check = check.withRemark("No server ran the slots from " + slot + " on to this one.");
    boolean recorded = recorder.record(check).isPresent();
    if (recorded) done(check, now);
    return new SlotRun(
        recorded ? schedule.next(check.slot()) : now.plus(AFTER_REFUSAL), check.slot());
  }

  /** Whether more slots have no result than are run later. */
  private static boolean isFarBehind(Schedule schedule, Instant slot, Instant now) {
    Instant next = slot;
    for (int i = 0; i < MAX_SLOTS_BEHIND; i++) {
      next = schedule.next(next);
      if (next.isAfter(now)) return false;
    }
    return true;
  }

  private DriftCheck slotCheck(Monitor monitor, Instant slot) {
    Window window = Window.endingAt(slot, monitor.definition().window());
    try {
      return judged(monitor, subjects.of(monitor), window, slot, DriftCheck.Cause.SLOT);
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
          WindowJudgement.none(Outcome.ERROR, 0),
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

  private @Nullable Integer judgedNumber(Monitor monitor) {
    Integer pinned = monitor.definition().target().version();
    return pinned != null ? pinned : subjects.version(monitor).map(VersionRef::number).orElse(null);
  }

  private DriftCheck judged(
      Monitor monitor,
      Subjects.Subject subject,
      Window window,
      Instant slot,
      DriftCheck.Cause cause) {
    Baseline baseline = subject.baseline();
    ProfileSum sum = baseline.emptyProfile();
    observations.addTo(sum, subject.version(), window);
    WindowJudgement judgement = Judge.judge(baseline, sum.profile(), monitor.definition().rules());
    Window judgedWindow = window;
    Duration most = monitor.definition().maximumWindow();
    while (cause.countsForAlarm() && Judge.wantsMoreRows(judgement)) {
      Duration longer = judgedWindow.length().plus(window.length());
      if (longer.compareTo(most) > 0) {
        judgement = judgement.withTooFewRows();
        break;
      }
      Window wider = judgedWindow.widenedTo(longer);
      observations.addTo(sum, subject.version(), new Window(wider.from(), judgedWindow.from()));
      judgement = Judge.judge(baseline, sum.profile(), monitor.definition().rules());
      judgedWindow = wider;
    }
    String shortage =
        Judge.wantsMoreRows(judgement)
            ? Shortage.ofWindow(
                baseline, sum.profile(), monitor.definition().rules(), judgedWindow, cause)
            : null;
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
        shortage,
        clock.instant());
  }

  private static Refused overtaken() {
    return Refused.because(
        ProblemCode.CONFLICT,
        "While the check ran, the monitor or the version that it judges changed. Ask again.");
  }
}
