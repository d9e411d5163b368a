package dev.roster.core.monitoring;

import dev.roster.core.lifecycle.History;
import dev.roster.core.lifecycle.Transition;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Stage;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ends the alarms about a version that left the stage it was watched in, as it leaves. */
@Component
class StageWatch {
  private final MonitorStore monitors;
  private final Incidents incidents;
  private final History history;
  private final ApplicationEventPublisher events;

  StageWatch(
      MonitorStore monitors,
      Incidents incidents,
      History history,
      ApplicationEventPublisher events) {
    this.monitors = monitors;
    this.incidents = incidents;
    this.history = history;
    this.events = events;
  }

  /** Within the transaction of the move. */
  @EventListener
  void moved(Transition transition) {
    for (Stage stage : Set.of(transition.from(), transition.to()))
      if (MonitorDefinition.Target.STAGES.contains(stage.wire())) holderChanged(stage, transition);
  }

  private void holderChanged(Stage stage, Transition transition) {
    Integer holder =
        history.holder(transition.version().model(), stage).map(VersionRef::number).orElse(null);
    for (Monitor monitor : monitors.lockOfStage(transition.version().model(), stage.wire())) {
      Integer judged = monitor.judgedVersion();
      if (judged == null || Objects.equals(judged, holder)) continue;
      monitors.saveAlarm(monitor.id(), Alarm.START, null);
      events.publishEvent(new MonitorChanged(monitor.id()));
      incidents.close(monitor, null, transition.at(), reason(transition), transition.by());
    }
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
