package dev.roster.api.version;

import static dev.roster.core.access.Permission.DELETE;
import static dev.roster.core.access.Permission.DESCRIBE;
import static dev.roster.core.access.Permission.READ;
import static dev.roster.core.access.Permission.REGISTER;
import static dev.roster.core.access.Permission.UPLOAD;
import static dev.roster.http.access.Route.handler;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes of versions and what each requires of a call. */
@Component
class VersionRoutes implements Routes {
  private static final String MODEL = "/api/v1/models/{name}";
  private static final String VERSION = MODEL + "/versions/{version}";

  @Override
  public List<Route> rows() {
    return List.of(
        model("POST", MODEL + "/versions", REGISTER),
        model("GET", MODEL + "/versions", READ),
        handler("GET", "/api/v1/versions", READ),
        handler("POST", "/api/v1/versions/tags", DESCRIBE),
        model("GET", VERSION, READ).reachingThePast(),
        model("PATCH", VERSION, DESCRIBE),
        model("DELETE", VERSION, DELETE),
        model("POST", VERSION + "/finalize", UPLOAD),
        model("GET", VERSION + "/manifest", READ));
  }
}
