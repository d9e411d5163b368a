package dev.roster.api.compliance;

import static dev.roster.core.access.Permission.DESCRIBE;
import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What calls about cards, bills of material and packs need. */
@Component
class ComplianceRoutes implements Routes {
  private static final String VERSION = "/api/v1/models/{name}/versions/{version}";

  @Override
  public List<Route> rows() {
    return List.of(
        model("GET", VERSION + "/card", READ),
        model("PUT", VERSION + "/card", DESCRIBE),
        model("GET", VERSION + "/bom", READ),
        model("GET", VERSION + "/pack", READ));
  }
}
