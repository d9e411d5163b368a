package dev.roster.api.artifact;

import static dev.roster.core.access.Permission.READ;
import static dev.roster.core.access.Permission.UPLOAD;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes of artifacts and what each requires of a call. */
@Component
class ArtifactRoutes implements Routes {
  private static final String MODEL = "/api/v1/models/{name}";
  private static final String VERSION = MODEL + "/versions/{version}";

  @Override
  public List<Route> rows() {
    return List.of(
        model("GET", VERSION + "/artifacts", READ),
        model("POST", VERSION + "/artifacts", UPLOAD),
        model("PUT", VERSION + "/artifacts", UPLOAD).withFile(),
        model("PUT", VERSION + "/artifacts/{*path}", UPLOAD).withFile(),
        model("GET", VERSION + "/artifacts/{*path}", READ),
        model("DELETE", VERSION + "/artifacts/{*path}", UPLOAD),
        model("GET", VERSION + "/archive", READ));
  }
}
