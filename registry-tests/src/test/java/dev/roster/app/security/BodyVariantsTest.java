package dev.roster.app.security;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * AUTHZ-18: however a body is spelled, the decision is the same. Each JSON route × each variant of
 * its own example; nothing is changed by any.
 */
class BodyVariantsTest extends RunningServer {
  private static final List<String> READ_ONLY =
      List.of(
          "id",
          "stage",
          "approvedBy",
          "createdAt",
          "createdBy",
          "sha256",
          "digest",
          "status",
          "revision");

  private record Route(String method, String path, ObjectNode example) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private final Map<String, String> variables = new HashMap<>();

  private List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (var path : get("/openapi.json").json().path("paths").properties())
      for (var operation : path.getValue().properties()) {
        JsonNode body = operation.getValue().path("requestBody").path("content");
        JsonNode example = body.path("application/json").path("example");
        boolean isJson = example instanceof ObjectNode && !operation.getKey().equals("get");
        if (isJson && !path.getKey().contains("{incident}")) // of those there is none here
        routes.add(
              new Route(
                  operation.getKey().toUpperCase(), filled(path.getKey()), (ObjectNode) example));
      }
    assertThat(routes).hasSizeGreaterThan(10);
    return routes;
  }

  private String filled(String path) {
    String filled = path;
    for (var variable : variables.entrySet())
      filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
    return filled;
  }

  private void prepare() {
    String model = model("variants");
    ready(model);
    Answer monitor =
        post(
            "/api/v1/models/" + model + "/monitors",
            "{\"name\":\"m\",\"kind\":\"drift\",\"version\":1,\"window\":\"P1D\",\"every\":\"PT1H\"}");
    variables.put("name", model);
    variables.put("policy", "variants");
    variables.put("version", "1");
    variables.put("alias", "champion");
    Answer request =
        post("/api/v1/models/" + model + "/versions/1/requests", "{\"to\":\"staging\"}");
    post(
        "/api/v1/models/" + model + "/versions/1/retirement",
        "{\"sunset\":\"2099-01-01T00:00:00Z\"}");
    variables.put("request", request.json().path("id").asString());
    variables.put("monitor", monitor.json().path("id").asString());
    Answer webhook =
        post(
            "/api/v1/webhooks",
            "{\"name\":\"x\",\"url\":\"http://127.0.0.1:9/\",\"models\":\"none\"}");
    variables.put("webhook", webhook.json().path("id").asString());
  }

  private Answer call(Route route, String type, byte[] body) {
    return send(
        to(route.path(), ADMIN)
            .header("Content-Type", type)
            .method(route.method(), BodyPublishers.ofByteArray(body)));
  }

  private void refuses(Route route, String type, byte[] body, String code, String pointer) {
    Answer answer = call(route, type, body);
    String what = route + " " + type + ": " + answer.text();
    assertThat(answer.status())
        .as(what)
        .isEqualTo(code.equals("unsupported_media_type") ? 415 : 400);
    assertThat(answer.code()).as(what).isEqualTo(code);
    if (!pointer.isEmpty())
      assertThat(answer.json().path("errors").findValuesAsString("pointer"))
          .as(what)
          .contains(pointer);
  }

  private List<Long> state() {
    return jdbc.sql(
            """
            select count(*) from audit_recorded union all select count(*) from model
            union all select coalesce(sum(revision), 0) from version union all select count(*) from token""")
        .query(Long.class)
        .list();
  }

  @Test
  void authz18VariantsOfEachBodyAreRefusedByNameAndChangeNothing() {
    prepare();
    List<Route> routes = routes();
    List<Long> before = state();
    for (Route route : routes) {
      String json = "application/json";
      String good = route.example().toString();
      String first = route.example().propertyNames().iterator().next();
      for (String field : READ_ONLY) {
        if (route.example().has(field)) continue;
        ObjectNode more = route.example().deepCopy().put(field, "x");
        if (!takes(route, field)) refuses(route, json, bytes(more), "unknown_field", "/" + field);
      }
      ObjectNode twin = route.example().deepCopy();
      twin.set(first.toUpperCase(), route.example().get(first));
      if (!takesUnknown(route))
        refuses(route, json, bytes(twin), "unknown_field", "/" + first.toUpperCase());
      String value = route.example().get(first).toString();
      String again = good.substring(0, good.length() - 1) + ",\"%s\":" + value + "}";
      refuses(
          route, json, again.formatted(first).getBytes(UTF_8), "malformed_request", "/" + first);
      String escaped = "\\u%04x".formatted((int) first.charAt(0)) + first.substring(1);
      refuses(
          route, json, again.formatted(escaped).getBytes(UTF_8), "malformed_request", "/" + first);
      refuses(route, json, ("[" + good + "]").getBytes(UTF_8), "invalid_field", "");
      refuses(route, json, ("\uFEFF" + good).getBytes(UTF_8), "malformed_request", "");
      refuses(route, json, good.getBytes(UTF_16LE), "malformed_request", "");
      for (String type :
          List.of(
              "application/x-www-form-urlencoded",
              "application/yaml",
              "text/plain",
              "application/json;charset=utf-16"))
        if (!takesRows(route))
          refuses(route, type, good.getBytes(UTF_8), "unsupported_media_type", "");
    }
    assertThat(state()).isEqualTo(before);
  }

  /** Names that mean something to the caller on these routes. */
  private static boolean takes(Route route, String field) {
    return takesUnknown(route)
        || field.equals("stage") && route.path().endsWith("/monitors")
        || field.equals("sha256") && route.path().endsWith("/uploads") // it is checked
        || field.equals("digest") && route.path().endsWith("/reports");
  }

  /** The standard for lineage events lets a producer add fields. */
  private static boolean takesUnknown(Route route) {
    return route.path().endsWith("/lineage");
  }

  private static boolean takesRows(Route route) {
    return route.path().endsWith("/baseline") || route.path().endsWith("/observations");
  }

  private static byte[] bytes(ObjectNode body) {
    return body.toString().getBytes(UTF_8);
  }
}
