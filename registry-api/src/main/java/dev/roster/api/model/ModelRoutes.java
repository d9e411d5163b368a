package dev.roster.api.model;

import static dev.roster.core.access.Permission.DELETE;
import static dev.roster.core.access.Permission.DESCRIBE;
import static dev.roster.core.access.Permission.READ;
import static dev.roster.core.access.Permission.REGISTER;
import static dev.roster.http.access.Route.handler;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes of models and what each requires of a call. */
@Component
class ModelRoutes implements Routes {
  private static final String MODEL = "/api/v1/models/{name}";

  @Override
  public List<Route> rows() {
    return List.of(
        handler("POST", "/api/v1/models", REGISTER),
        handler("GET", "/api/v1/models", READ),
        model("GET", MODEL, READ).reachingThePast(),
        model("PATCH", MODEL, DESCRIBE),
        model("DELETE", MODEL, DELETE));
  }
}
