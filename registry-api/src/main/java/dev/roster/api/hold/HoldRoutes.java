package dev.roster.api.hold;

import static dev.roster.core.access.Permission.GRANT;
import static dev.roster.http.access.Route.model;

import dev.roster.core.access.ModelAccess.Reach;
import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes of holds. What is deleted and not yet purged can be held, too. */
@Component
class HoldRoutes implements Routes {
  private static final String HOLD = "/api/v1/models/{name}/versions/{version}/hold";

  @Override
  public List<Route> rows() {
    return List.of(
        model("PUT", HOLD, GRANT).reaching(Reach.DELETED),
        model("GET", HOLD, GRANT).reaching(Reach.DELETED),
        model("DELETE", HOLD, GRANT).reaching(Reach.DELETED));
  }
}
