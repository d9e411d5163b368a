package dev.roster.core.monitoring.monitor;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.drift.alarm.Alarm;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Creates, reads and deletes monitors. */
@Service
public class Monitors {
  private static final int MAX_MONITORS = 100;

  private final MonitorStore monitors;
  private final SlotSchedule schedule;
  private final ReferenceStore references;
  private final AuditLog audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Monitors(
      MonitorStore monitors,
      SlotSchedule schedule,
      ReferenceStore references,
      AuditLog audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.monitors = monitors;
    this.schedule = schedule;
    this.references = references;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @throws Refused {@code invalid_field}, {@code monitor_exists}
   */
  @Transactional
  public Monitor create(ModelRef model, MonitorDraft draft, Principal by) {
    MonitorDefinition definition = draft.complete();
    checkVersion(model, definition);
    if (monitors.count(model) >= MAX_MONITORS)
      throw Refused.because(
          ProblemCode.LIMIT_REACHED,
          "A model has at most " + MAX_MONITORS + " monitors. Delete one first.");
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Monitor monitor =
        new Monitor(UUID.randomUUID(), model, definition, Alarm.START, null, null, now, by.name());
    if (!monitors.insert(monitor))
      throw Refused.because(
          ProblemCode.MONITOR_EXISTS,
          "%s has a monitor named %s. Choose another name, or delete that one."
              .formatted(model.name(), definition.name()));
    schedule.start(monitor.id(), definition.schedule().next(now));
    events.publishEvent(new MonitorChanged(monitor.id()));
    audit.append(
        Change.of(
            by.actor(),
            Action.MONITOR_CREATED,
            model,
            Map.of("monitor", monitor.id().toString(), "name", definition.name())));
    return monitor;
  }

  private void checkVersion(ModelRef model, MonitorDefinition definition) {
    Integer pinned = definition.target().version();
    if (pinned == null) return;
    try {
      references.version(model, pinned);
    } catch (Refused absent) {
      throw Refused.invalid(
          field("version"), "must be an existing version of " + model.name(), pinned);
    }
  }

  /** Newest first. */
  public Page<Monitor> list(ModelRef model, PageRequest page) {
    return monitors.list(model, page);
  }

  /**
   * @throws Refused {@code monitor_not_found}
   */
  public Monitor read(UUID id) {
    return monitors.find(id).orElseThrow(Monitors::missing);
  }

  /** Deletes it; its checks and incidents stay. */
  @Transactional
  public void delete(UUID id, Principal by) {
    Monitor monitor = monitors.lock(id).orElseThrow(Monitors::missing);
    Instant now = clock.instant();
    monitors.delete(id, now);
    events.publishEvent(new MonitorChanged(id));
    events.publishEvent(new MonitorDeleted(monitor, now, by.actor()));
    audit.append(
        Change.of(
            by.actor(),
            Action.MONITOR_DELETED,
            monitor.model(),
            Map.of("monitor", id.toString(), "name", monitor.definition().name())));
  }

  /** The refusal of an unknown monitor. */
  public static Refused missing() {
    return Refused.because(ProblemCode.MONITOR_NOT_FOUND, "There is no such monitor.")
        .with(new Remedy.ListMonitors());
  }
}
