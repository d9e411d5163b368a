package dev.roster.api.monitoring;

import dev.roster.core.monitoring.monitor.Monitors;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.access.PathSubject;
import dev.roster.http.request.PathIds;
import org.springframework.stereotype.Component;

/** The model that a monitor belongs to. */
@Component
class MonitorSubject implements PathSubject {
  private final Monitors monitors;

  MonitorSubject(Monitors monitors) {
    this.monitors = monitors;
  }

  @Override
  public String variable() {
    return "monitor";
  }

  @Override
  public ModelRef modelOf(String id) {
    return monitors.read(PathIds.parse(id).orElseThrow(this::missing)).model();
  }

  @Override
  public Refused missing() {
    return Monitors.missing();
  }
}
