package dev.roster.api.retention;

import static dev.roster.core.access.Permission.DELETE;
import static dev.roster.http.access.Route.everywhere;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a retention run needs. */
@Component
class RetentionRoutes implements Routes {
  @Override
  public List<Route> rows() {
    return List.of(everywhere("POST", "/api/v1/retention/runs", DELETE));
  }
}
