package dev.roster.http.access;

import java.util.List;

/** What the table of routes says to readers of the OpenAPI document. */
public final class RouteWords {
  private RouteWords() {}

  /** The statuses of refusals that the guard gives on a route, the path as OpenAPI writes it. */
  public static List<String> statuses(String method, String path) {
    return Routes.all().stream()
        .filter(route -> route.method().equals(method))
        .filter(route -> route.pattern().replace("{*", "{").equals(path))
        .findFirst()
        .map(
            route ->
                switch (route.scope()) {
                  case MODEL -> List.of("403", "404", "410");
                  case HANDLER, EVERYWHERE ->
                      path.contains("{") ? List.of("403", "404") : List.of("403");
                  case OPEN -> List.<String>of();
                })
        .orElse(List.of());
  }
}
