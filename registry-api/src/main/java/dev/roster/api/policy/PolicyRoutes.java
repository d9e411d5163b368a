package dev.roster.api.policy;

import static dev.roster.core.access.Permission.GRANT;
import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.everywhere;
import static dev.roster.http.access.Route.handler;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What calls about policies need. */
@Component
class PolicyRoutes implements Routes {
  private static final String POLICIES = "/api/v1/policies";
  private static final String POLICY = POLICIES + "/{policy}";

  @Override
  public List<Route> rows() {
    return List.of(
        handler("GET", POLICIES, READ),
        handler("GET", POLICIES + "/schema", READ),
        handler("GET", POLICY, READ),
        everywhere("PUT", POLICY, GRANT),
        everywhere("DELETE", POLICY, GRANT),
        everywhere("PUT", POLICY + "/prefixes", GRANT),
        handler("POST", POLICY + "/simulate", READ),
        model("GET", "/api/v1/models/{name}/policy", READ).reachingThePast(),
        model("PUT", "/api/v1/models/{name}/policy", GRANT));
  }
}
