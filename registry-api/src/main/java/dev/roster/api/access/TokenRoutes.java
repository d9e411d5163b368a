package dev.roster.api.access;

import static dev.roster.core.access.Permission.GRANT;
import static dev.roster.http.access.Route.everywhere;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What calls about tokens need. */
@Component
class TokenRoutes implements Routes {
  @Override
  public List<Route> rows() {
    return List.of(
        everywhere("POST", "/api/v1/tokens", GRANT).withSecretAnswer(),
        everywhere("GET", "/api/v1/tokens", GRANT),
        everywhere("DELETE", "/api/v1/tokens/{token}", GRANT));
  }
}
