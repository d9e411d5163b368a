package dev.roster.api.trash;

import static dev.roster.core.access.Permission.DELETE;
import static dev.roster.http.access.Route.handler;
import static dev.roster.http.access.Route.model;

import dev.roster.core.access.ModelAccess.Reach;
import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes of deleted models and versions and what each requires of a call. */
@Component
class TrashRoutes implements Routes {
  private static final String MODEL = "/api/v1/models/{name}";
  private static final String VERSION = MODEL + "/versions/{version}";

  @Override
  public List<Route> rows() {
    return List.of(
        handler("GET", "/api/v1/trash", DELETE),
        model("POST", MODEL + "/restore", DELETE).reaching(Reach.DELETED),
        model("POST", MODEL + "/purge", DELETE).reaching(Reach.DELETED),
        model("POST", VERSION + "/restore", DELETE).reaching(Reach.DELETED_VERSION),
        model("POST", VERSION + "/purge", DELETE).reaching(Reach.DELETED_VERSION));
  }
}
