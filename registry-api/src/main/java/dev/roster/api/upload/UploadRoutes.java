package dev.roster.api.upload;

import static dev.roster.core.access.Permission.UPLOAD;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes of uploads in parts and what each requires of a call. */
@Component
class UploadRoutes implements Routes {
  private static final String UPLOADS = "/api/v1/models/{name}/versions/{version}/uploads";
  private static final String ONE = UPLOADS + "/{upload}";

  @Override
  public List<Route> rows() {
    return List.of(
        model("POST", UPLOADS, UPLOAD),
        model("GET", UPLOADS, UPLOAD),
        model("GET", ONE, UPLOAD),
        model("PUT", ONE, UPLOAD),
        model("DELETE", ONE, UPLOAD),
        model("PUT", ONE + "/parts/{number}", UPLOAD).withFile());
  }
}
