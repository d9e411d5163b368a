package dev.roster.http.openapi;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** The OpenAPI document and Swagger UI are open to all. */
@Component
class OpenApiRoutes implements Routes {
  @Override
  public List<Route> rows() {
    return List.of(
        Route.open("/openapi.json"),
        Route.open("/openapi.json/swagger-config"),
        Route.open("/swagger-ui.html"),
        Route.openFiles("/swagger-ui/**"));
  }
}
