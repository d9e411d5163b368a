package dev.roster.api.comparison;

import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes of comparisons and what each requires of a call. */
@Component
class ComparisonRoutes implements Routes {
  private static final String MODEL = "/api/v1/models/{name}";

  @Override
  public List<Route> rows() {
    return List.of(
        model("GET", MODEL + "/compare", READ), model("GET", MODEL + "/compatibility", READ));
  }
}
