package dev.roster.http.problem;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The pages about problems are open to all. */
@Component
class ProblemRoutes implements Routes {
  @Override
  public List<Route> rows() {
    return List.of(Route.open("/problems/{slug}"));
  }
}
