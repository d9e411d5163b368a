package dev.roster.api.request;

import static dev.roster.core.access.Permission.APPROVE;
import static dev.roster.core.access.Permission.PROMOTE;
import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.handler;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What calls about requests need. Who may ask, and who may take back, the use case decides. */
@Component
class RequestRoutes implements Routes {
  private static final String REQUESTS = "/api/v1/requests";
  private static final String REQUEST = REQUESTS + "/{request}";

  @Override
  public List<Route> rows() {
    return List.of(
        model("POST", "/api/v1/models/{name}/versions/{version}/requests", READ),
        handler("GET", REQUESTS, READ),
        model("GET", REQUEST, READ),
        model("DELETE", REQUEST, READ),
        model("POST", REQUEST + "/approvals", APPROVE),
        model("DELETE", REQUEST + "/approvals/{approval}", READ),
        model("POST", REQUEST + "/execute", PROMOTE));
  }
}
