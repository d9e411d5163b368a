package dev.roster.core.monitoring.check;

import dev.roster.core.lifecycle.StageStore;
import dev.roster.core.monitoring.incident.Incident;
import dev.roster.core.monitoring.incident.Incidents;
import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.monitoring.monitor.MonitorDefinition;
import dev.roster.core.monitoring.monitor.MonitorStore;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.alarm.Alarm;
import dev.roster.drift.alarm.AlarmState;
import dev.roster.drift.judgement.Outcome;
import dev.roster.drift.judgement.WindowJudgement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records checks: the row, the alarm's step and its incidents in one transaction. */
@Component
class CheckRecorder {
  private final MonitorStore monitors;
  private final CheckStore checks;
  private final Incidents incidents;
  private final StageStore stages;

  CheckRecorder(MonitorStore monitors, CheckStore checks, Incidents incidents, StageStore stages) {
    this.monitors = monitors;
    this.checks = checks;
    this.incidents = incidents;
    this.stages = stages;
  }

  /**
   * Records a check. Empty if the result came too late or its monitor has changed; then nothing is
   * recorded.
   */
  @Transactional
  public Optional<DriftCheck> record(DriftCheck check) {
    Optional<Monitor> locked = monitors.lock(check.monitor());
    if (locked.isEmpty() || isOvertaken(locked.get(), check)) return Optional.empty();
    Monitor monitor = locked.get();
    if (!check.cause().countsForAlarm())
      return checks.insert(check) ? Optional.of(check) : Optional.empty();
    Alarm before = monitor.alarm();
    if (check.version() != null && isOfAnother(monitor, check)) {
      before = Alarm.START;
      incidents.close(monitor, null, check.at(), "version " + check.version() + " is judged now");
    }
    return step(monitor, before, check, check.at()).map(Step::check);
  }

  /** Resets the alarm and closes open incidents as replayed. Empty if refused, as above. */
  @Transactional
  public Optional<AlarmState> recordReplay(UUID id, int version, List<DriftCheck> replayed) {
    Optional<Monitor> locked = monitors.lock(id);
    if (locked.isEmpty()) return Optional.empty();
    Monitor monitor = locked.get();
    if (!isStillJudged(monitor, version)) return Optional.empty();
    Alarm alarm = Alarm.START;
    incidents.close(monitor, null, replayed.get(0).at(), "replayed");
    for (DriftCheck check : replayed) {
      Optional<Step> step = step(monitor, alarm, check, check.slot());
      if (step.isEmpty()) return Optional.empty();
      alarm = step.get().alarm();
    }
    return Optional.of(alarm.state());
  }

  private record Step(DriftCheck check, Alarm alarm) {}

  private Optional<Step> step(Monitor monitor, Alarm before, DriftCheck check, Instant at) {
    MonitorDefinition definition = monitor.definition();
    WindowJudgement judgement = check.judgement();
    Alarm after =
        before.after(judgement.outcome(), judgement.calm(), definition.enter(), definition.leave());
    DriftCheck shown = check.withState(after.state());
    if (!checks.insert(shown)) return Optional.empty();
    Integer version = check.version() == null ? monitor.judgedVersion() : check.version();
    monitors.saveAlarm(monitor.id(), after, version);
    boolean isSlot = check.cause() == DriftCheck.Cause.SLOT;
    monitors.saveLast(
        monitor.id(),
        check.id(),
        isSlot ? check.slot() : null,
        judgement.outcome() == Outcome.ERROR ? null : check.at());
    if (before.firing() && !after.firing())
      incidents.close(
          monitor, Incident.Kind.DRIFT, at, definition.leave() + " calm windows in a row");
    if (before.silent() && !after.silent())
      incidents.close(monitor, Incident.Kind.NO_DATA, at, "data arrived again");
    if (!before.firing() && after.firing())
      incidents.open(
          monitor,
          Incident.Kind.DRIFT,
          new Incidents.Cause(check.id(), check.version(), judgement.worst()),
          at);
    if (!before.silent() && after.silent())
      incidents.open(
          monitor,
          Incident.Kind.NO_DATA,
          new Incidents.Cause(check.id(), check.version(), null),
          at);
    return Optional.of(new Step(shown, after));
  }

  private boolean isOvertaken(Monitor monitor, DriftCheck check) {
    if (check.cause() == DriftCheck.Cause.SLOT
        && monitor.lastSlot() != null
        && !check.slot().isAfter(monitor.lastSlot())) return true;
    return !isStillJudged(monitor, check.version());
  }

  private boolean isStillJudged(Monitor monitor, @Nullable Integer version) {
    Stage stage = monitor.definition().target().stage();
    if (stage == null) return true;
    Integer holder = stages.holder(monitor.model(), stage).map(VersionRef::number).orElse(null);
    return Objects.equals(holder, version);
  }

  private static boolean isOfAnother(Monitor monitor, DriftCheck check) {
    return monitor.judgedVersion() != null && !monitor.judgedVersion().equals(check.version());
  }
}
