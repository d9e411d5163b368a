package dev.roster.api.monitoring;

import dev.roster.core.monitoring.incident.Incident;
import dev.roster.drift.judgement.Worst;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON body that describes an incident. */
public record IncidentBody(
    UUID id,
    Incident.Kind kind,
    String model,
    UUID monitor,
    String monitorName,
    @Nullable Integer version,
    Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable String closedBecause,
    boolean acknowledged,
    @Nullable String note,
    @Nullable Worst worst) {
  public static IncidentBody of(Incident incident) {
    return new IncidentBody(
        incident.id(),
        incident.kind(),
        incident.model(),
        incident.monitor(),
        incident.monitorName(),
        incident.version(),
        incident.openedAt(),
        incident.closedAt(),
        incident.closedBecause(),
        incident.acknowledged(),
        incident.note(),
        incident.worst());
  }

  /** The fields of an incident that a merge patch can change. */
  record Patch(@Nullable Boolean acknowledged, @Nullable String note) {
    static Patch of(Incident.Remark remark) {
      return new Patch(remark.acknowledged(), remark.note());
    }

    Incident.Remark remark() {
      return new Incident.Remark(Boolean.TRUE.equals(acknowledged), note);
    }
  }
}
