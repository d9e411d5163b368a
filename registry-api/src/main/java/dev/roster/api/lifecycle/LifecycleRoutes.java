package dev.roster.api.lifecycle;

import static dev.roster.core.access.Permission.PROMOTE;
import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What calls about stages, aliases and resolve need. */
@Component
class LifecycleRoutes implements Routes {
  private static final String MODEL = "/api/v1/models/{name}";
  private static final String VERSION = MODEL + "/versions/{version}";

  @Override
  public List<Route> rows() {
    return List.of(
        model("POST", VERSION + "/transitions", PROMOTE),
        model("GET", VERSION + "/transitions", READ),
        model("GET", MODEL + "/transitions", READ),
        model("POST", MODEL + "/rollback", PROMOTE),
        model("GET", MODEL + "/rollback", READ),
        model("GET", MODEL + "/stages/{stage}", READ).reachingThePast(),
        model("GET", MODEL + "/aliases/{alias}", READ).reachingThePast(),
        model("PUT", MODEL + "/aliases/{alias}", PROMOTE),
        model("DELETE", MODEL + "/aliases/{alias}", PROMOTE),
        model("GET", "/api/v1/resolve/{reference}", READ),
        model("GET", "/api/v1/resolve/{name}/{version}", READ));
  }
}
