package dev.roster.api.lineage;

import static dev.roster.core.access.Permission.DESCRIBE;
import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.handler;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes of lineage, runs and datasets and what each requires of a call. */
@Component
class LineageRoutes implements Routes {
  private static final String MODEL = "/api/v1/models/{name}";
  private static final String VERSION = MODEL + "/versions/{version}";

  @Override
  public List<Route> rows() {
    return List.of(
        model("GET", VERSION + "/lineage", READ),
        model("GET", VERSION + "/reproducibility", READ),
        handler("POST", "/api/v1/lineage", DESCRIBE),
        model("GET", MODEL + "/runs", READ),
        model("GET", MODEL + "/runs/{run}", READ),
        handler("GET", "/api/v1/datasets", READ),
        handler("GET", "/api/v1/datasets/{dataset}/versions", READ),
        handler("GET", "/api/v1/datasets/{dataset}/lineage", READ));
  }
}
