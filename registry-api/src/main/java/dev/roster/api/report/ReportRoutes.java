package dev.roster.api.report;

import static dev.roster.core.access.Permission.READ;
import static dev.roster.core.access.Permission.REPORT;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What calls about reports need. */
@Component
class ReportRoutes implements Routes {
  private static final String REPORTS = "/api/v1/models/{name}/versions/{version}/reports";

  @Override
  public List<Route> rows() {
    return List.of(model("POST", REPORTS, REPORT), model("GET", REPORTS, READ));
  }
}
