package dev.roster.app.security;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes of the server itself: its first page, its health, and its answer to errors. */
@Component
class ServerRoutes implements Routes {
  @Override
  public List<Route> rows() {
    return List.of(
        Route.openFiles("/"),
        Route.openFiles("/actuator/health"),
        Route.openFiles("/actuator/health/**"),
        Route.authenticated("GET", "/error"));
  }
}
