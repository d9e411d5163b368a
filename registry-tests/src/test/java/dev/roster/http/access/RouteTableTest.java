package dev.roster.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import dev.roster.core.access.Role;
import dev.roster.http.access.Route.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RouteTableTest extends RunningServer {
  private static final String YAML = "GET /openapi.json.yaml";

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  @Autowired RouteTable table;

  private Set<String> handled() {
    return mappings.getHandlerMethods().entrySet().stream()
        .filter(entry -> !ErrorController.class.isAssignableFrom(entry.getValue().getBeanType()))
        .flatMap(
            entry ->
                entry.getKey().getMethodsCondition().getMethods().stream()
                    .flatMap(
                        method ->
                            entry.getKey().getPatternValues().stream()
                                .map(pattern -> method + " " + pattern)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void authz01EachRouteHasARowAndEachRowARoute() {
    Set<String> rows =
        table.all().stream()
            .map(Route::key)
            .filter(key -> !key.equals("GET /error"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> routes = handled();
    assertThat(routes.remove(YAML)).as("springdoc's YAML twin, which stays denied").isTrue();
    assertThat(routes).isEqualTo(rows);
    assertThat(get(YAML.substring(4)).status()).isEqualTo(403);
    assertThat(
            mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getKey().getMethodsCondition().isEmpty())
                .filter(
                    entry ->
                        !ErrorController.class.isAssignableFrom(entry.getValue().getBeanType())))
        .as("a mapping for every method")
        .isEmpty();
  }

  @Test
  void auth01EachRouteThatIsNotOpenIs401WithoutAToken() {
    for (Route route : table.all()) {
      if (route.scope() == Scope.OPEN) continue;
      String path = filled(route.pattern(), "any");
      assertThat(send(route.method(), path, null).status()).as(route.key()).isEqualTo(401);
    }
  }

  /**
   * Each route × role × (covers the model, covers another): the status says what the table does.
   */
  @Test
  void authz01TheTableDecidesForEachRoleAndRelation() {
    String model = model("matrix");
    post("/api/v1/models/" + model + "/versions", "{}");
    Map<Role, String> over = new HashMap<>(), beside = new HashMap<>();
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      over.put(role, token(name, model));
      beside.put(role, token(name, "beside-the-matrix*"));
    }
    for (Route route : table.all()) {
      if (route.permission() == null) continue;
      for (Role role : Role.values()) {
        boolean has = role.permissions().contains(route.permission());
        String path = filled(route.pattern(), model);
        if (route.scope() == Scope.MODEL && route.pattern().contains("{name}")) {
          assertThat(call(route, path, beside.get(role)))
              .as(role + " beside: " + route.key())
              .isEqualTo(404);
          if (!has)
            assertThat(call(route, path, over.get(role)))
                .as(role + " over: " + route.key())
                .isEqualTo(403);
        } else if (route.scope() != Scope.MODEL && (!has || route.scope() == Scope.EVERYWHERE)) {
          assertThat(call(route, path, over.get(role)))
              .as(role + ": " + route.key())
              .isEqualTo(403);
        }
      }
    }
  }

  /** Rows are taken as CSV alone; without a media type the route would not be this one. */
  private int call(Route route, String path, String token) {
    boolean rows = path.endsWith("/baseline") || path.endsWith("/observations");
    HttpRequest.Builder request = to(path, token).method(route.method(), BodyPublishers.noBody());
    return send(rows ? request.header("Content-Type", "text/csv") : request).status();
  }

  private static String filled(String pattern, String model) {
    return pattern
        .replace("{name}", model)
        .replace("{version}", "1")
        .replace("{reference}", model + "@production")
        .replace("/{*path}", "/a/b")
        .replaceAll("\\{stage}", "production")
        .replaceAll("\\{[a-z]+}", "00000000-0000-0000-0000-000000000000");
  }
}
