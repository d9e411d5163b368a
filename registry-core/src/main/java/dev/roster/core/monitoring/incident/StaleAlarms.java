package dev.roster.core.monitoring.incident;

import dev.roster.core.audit.Actor;
import dev.roster.core.lifecycle.StageStore;
import dev.roster.core.lifecycle.Transition;
import dev.roster.core.lifecycle.VersionMoved;
import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.monitoring.monitor.MonitorChanged;
import dev.roster.core.monitoring.monitor.MonitorDeleted;
import dev.roster.core.monitoring.monitor.MonitorStore;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.trash.VersionRestored;
import dev.roster.core.version.VersionDeleted;
import dev.roster.drift.alarm.Alarm;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Closes the incidents of a deleted monitor, or of a version that left the watched stage. */
@Component
class StaleAlarms {
  private final MonitorStore monitors;
  private final Incidents incidents;
  private final StageStore stages;
  private final ApplicationEventPublisher events;

  StaleAlarms(
      MonitorStore monitors,
      Incidents incidents,
      StageStore stages,
      ApplicationEventPublisher events) {
    this.monitors = monitors;
    this.incidents = incidents;
    this.stages = stages;
    this.events = events;
  }

  /**
   * Runs within the transaction of the move. A move that displaces another version needs no work:
   * the move of the displaced version was published before, between the same stages.
   */
  @EventListener
  void moved(VersionMoved moved) {
    Transition transition = moved.transition();
    if (transition.displaced() != null) return;
    left(
        transition.version().model(),
        List.of(transition.from(), transition.to()),
        new Ending(transition.at(), reason(transition), moved.by()));
  }

  /** Runs within the transaction of the deletion. */
  @EventListener
  void deleted(VersionDeleted deleted) {
    left(
        deleted.version().model(),
        List.of(deleted.stage()),
        new Ending(
            deleted.at(),
            "version %d was deleted".formatted(deleted.version().number()),
            deleted.by()));
  }

  /** Runs within the transaction of the restore. A version that is restored to staging holds it. */
  @EventListener
  void restored(VersionRestored restored) {
    left(
        restored.version().model(),
        List.of(restored.stage()),
        new Ending(
            restored.at(),
            "version %d was restored".formatted(restored.version().number()),
            restored.by()));
  }

  /** Runs within the transaction of the deletion. */
  @EventListener
  void deleted(MonitorDeleted deleted) {
    incidents.close(deleted.monitor(), null, deleted.at(), "the monitor was deleted", deleted.by());
  }

  private record Ending(Instant at, String reason, Actor by) {}

  /**
   * Locks the monitors of all stages before the first incident is closed: monitors come before
   * incidents in the order of locks.
   */
  private void left(ModelRef model, List<Stage> stages, Ending ending) {
    Set<Stage> watched =
        stages.stream().filter(Stage::hasHolder).collect(Collectors.toUnmodifiableSet());
    if (watched.isEmpty()) return;
    for (Monitor monitor : monitors.lockOfStages(model, Stage.withHolder()))
      if (watched.contains(stageOf(monitor))) holderChanged(monitor, ending);
  }

  private void holderChanged(Monitor monitor, Ending ending) {
    Integer judged = monitor.judgedVersion();
    if (judged == null || Objects.equals(judged, holder(monitor))) return;
    monitors.saveAlarm(monitor.id(), Alarm.START, null);
    events.publishEvent(new MonitorChanged(monitor.id()));
    incidents.close(monitor, null, ending.at(), ending.reason(), ending.by());
  }

  private @Nullable Integer holder(Monitor monitor) {
    return stages.holder(monitor.model(), stageOf(monitor)).map(VersionRef::number).orElse(null);
  }

  private static Stage stageOf(Monitor monitor) {
    return Objects.requireNonNull(monitor.definition().target().stage());
  }

  private static String reason(Transition transition) {
    return "version %d went from %s to %s%s (transition %s)"
        .formatted(
            transition.version().number(),
            transition.from().wire(),
            transition.to().wire(),
            transition.reason() == null ? "" : ": " + transition.reason(),
            transition.id());
  }
}
