package dev.roster.api.audit;

import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.handler;
import static dev.roster.http.access.Route.model;

import dev.roster.core.access.ModelAccess.Reach;
import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What calls about the audit log and timelines need. */
@Component
class AuditRoutes implements Routes {
  private static final String MODEL = "/api/v1/models/{name}";

  @Override
  public List<Route> rows() {
    return List.of(
        handler("GET", "/api/v1/audit", READ),
        model("GET", MODEL + "/timeline", READ).reaching(Reach.DELETED));
  }
}
