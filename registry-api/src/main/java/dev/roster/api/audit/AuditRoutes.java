package dev.roster.api.audit;

import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.authenticated;
import static dev.roster.http.access.Route.handler;
import static dev.roster.http.access.Route.model;

import dev.roster.core.access.ModelAccess.Reach;
import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What calls about the audit log and timelines need. Checkpoints and proofs are hashes, which any
 * token may read.
 */
@Component
class AuditRoutes implements Routes {
  private static final String AUDIT = "/api/v1/audit";

  @Override
  public List<Route> rows() {
    return List.of(
        handler("GET", AUDIT, READ),
        handler("GET", AUDIT + "/export", READ),
        handler("GET", AUDIT + "/{seq}", READ),
        handler("GET", AUDIT + "/{seq}/leaf", READ),
        authenticated("GET", AUDIT + "/{seq}/proof"),
        authenticated("GET", AUDIT + "/checkpoint"),
        authenticated("GET", AUDIT + "/consistency"),
        authenticated("GET", AUDIT + "/key"),
        model("GET", "/api/v1/models/{name}/timeline", READ).reaching(Reach.DELETED));
  }
}
