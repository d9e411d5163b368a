package dev.roster.api.erasure;

import static dev.roster.core.access.Permission.GRANT;
import static dev.roster.http.access.Route.everywhere;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What calls about erasures need. */
@Component
class ErasureRoutes implements Routes {
  @Override
  public List<Route> rows() {
    return List.of(everywhere("POST", "/api/v1/privacy/erasures", GRANT));
  }
}
