package dev.roster.api.monitoring;

import dev.roster.core.monitoring.incident.Incidents;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.access.PathSubject;
import dev.roster.http.request.PathIds;
import org.springframework.stereotype.Component;

/** The model that an incident is about. */
@Component
class IncidentSubject implements PathSubject {
  private final Incidents incidents;

  IncidentSubject(Incidents incidents) {
    this.incidents = incidents;
  }

  @Override
  public String variable() {
    return "incident";
  }

  @Override
  public ModelRef modelOf(String id) {
    return incidents.modelOf(PathIds.parse(id).orElseThrow(this::missing));
  }

  @Override
  public Refused missing() {
    return Incidents.missing();
  }
}
