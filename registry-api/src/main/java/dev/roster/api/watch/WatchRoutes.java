package dev.roster.api.watch;

import static dev.roster.core.access.Permission.READ;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What watching needs. Each event is judged by the model that it is about. */
@Component
class WatchRoutes implements Routes {
  @Override
  public List<Route> rows() {
    return List.of(Route.handler("GET", "/api/v1/events", READ));
  }
}
