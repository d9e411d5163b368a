package dev.roster.api.retirement;

import static dev.roster.core.access.Permission.PROMOTE;
import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What calls about announced retirements and consumers need. */
@Component
class RetirementRoutes implements Routes {
  private static final String VERSION = "/api/v1/models/{name}/versions/{version}";
  private static final String RETIREMENT = VERSION + "/retirement";

  @Override
  public List<Route> rows() {
    return List.of(
        model("POST", RETIREMENT, PROMOTE),
        model("GET", RETIREMENT, READ),
        model("PATCH", RETIREMENT, PROMOTE),
        model("DELETE", RETIREMENT, PROMOTE),
        model("GET", VERSION + "/consumers", READ));
  }
}
