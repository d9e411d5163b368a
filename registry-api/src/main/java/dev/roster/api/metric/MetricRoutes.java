package dev.roster.api.metric;

import static dev.roster.core.access.Permission.MEASURE;
import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes of metrics and what each requires of a call. */
@Component
class MetricRoutes implements Routes {
  private static final String MODEL = "/api/v1/models/{name}";
  private static final String VERSION = MODEL + "/versions/{version}";

  @Override
  public List<Route> rows() {
    return List.of(
        model("POST", VERSION + "/metrics", MEASURE), model("GET", VERSION + "/metrics", READ));
  }
}
