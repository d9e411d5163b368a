package dev.roster.core.monitoring.incident;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Revision;
import dev.roster.drift.judgement.Worst;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens, shows, annotates and closes incidents. */
@Service
public class Incidents {
  private static final int MAX_NOTE_LENGTH = 5_000;

  private final IncidentStore incidents;
  private final AuditLog audit;

  Incidents(IncidentStore incidents, AuditLog audit) {
    this.incidents = incidents;
    this.audit = audit;
  }

  /** Newest first. */
  public Page<Incident> list(
      @Nullable ModelRef model, @Nullable Boolean open, Principal by, PageRequest page) {
    return incidents.list(model == null ? null : model.id(), open, by.visibility(), page);
  }

  /**
   * @throws Refused {@code incident_not_found}
   */
  public Incident read(UUID id) {
    return incidents.find(id).orElseThrow(Incidents::missing);
  }

  /**
   * @throws Refused {@code incident_not_found}
   */
  public ModelRef modelOf(UUID id) {
    return incidents.modelOf(id).orElseThrow(Incidents::missing);
  }

  /**
   * Changes what people say about it.
   *
   * @param expected the incident's revision
   * @throws Refused {@code incident_not_found}, {@code stale}, {@code invalid_field}
   */
  @Transactional
  public Incident annotate(
      UUID id, UnaryOperator<Incident.Remark> change, Optional<Long> expected, Principal by) {
    Incident incident = incidents.lock(id).orElseThrow(Incidents::missing);
    Revision.check(expected, incident.revision());
    Incident.Remark remark =
        change.apply(new Incident.Remark(incident.acknowledged(), incident.note()));
    new Faults().text(field("note"), remark.note(), MAX_NOTE_LENGTH).throwIfAny();
    incidents.annotate(id, remark);
    Map<String, Object> detail = new HashMap<>(Map.of("incident", id.toString()));
    detail.put("acknowledged", remark.acknowledged());
    if (remark.note() != null) detail.put("note", remark.note());
    audit.append(Change.of(by.actor(), Action.INCIDENT_CHANGED, modelOf(id), detail));
    return read(id);
  }

  /**
   * The check that opens an incident.
   *
   * @param version the version that it judged; null if none was in the stage
   * @param worst what is furthest over its threshold; null if nothing is
   */
  public record Cause(UUID check, @Nullable Integer version, @Nullable Worst worst) {}

  /** Opens an incident, in the transaction that moved the alarm. */
  public void open(Monitor monitor, Incident.Kind kind, Cause cause, Instant at) {
    UUID id = UUID.randomUUID();
    incidents.open(id, kind, monitor.id(), cause.version(), at, cause.worst());
    Map<String, Object> detail = detail(id, monitor);
    detail.put("kind", kind.wire());
    detail.put("check", cause.check().toString());
    audit.append(
        new Change(Actor.SYSTEM, Action.INCIDENT_OPENED, monitor.model(), cause.version(), detail));
  }

  /**
   * Closes the open incidents of a monitor, in the transaction that moved the alarm.
   *
   * @param kind null means both kinds
   */
  public void close(
      Monitor monitor, Incident.@Nullable Kind kind, Instant at, String because, Actor actor) {
    for (UUID id : incidents.close(monitor.id(), kind, at, because)) {
      Map<String, Object> detail = detail(id, monitor);
      detail.put("reason", because);
      audit.append(Change.of(actor, Action.INCIDENT_CLOSED, monitor.model(), detail));
    }
  }

  public void close(Monitor monitor, Incident.@Nullable Kind kind, Instant at, String because) {
    close(monitor, kind, at, because, Actor.SYSTEM);
  }

  private static Map<String, Object> detail(UUID incident, Monitor monitor) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("incident", incident.toString());
    detail.put("monitor", monitor.id().toString());
    return detail;
  }

  /** The refusal of an unknown incident. */
  public static Refused missing() {
    return Refused.because(ProblemCode.INCIDENT_NOT_FOUND, "There is no such incident.")
        .with(new Remedy.ListIncidents());
  }
}
