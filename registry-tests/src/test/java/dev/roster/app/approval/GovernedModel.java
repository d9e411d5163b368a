package dev.roster.app.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A model whose promotions need approvals, and the people around it. */
abstract class GovernedModel extends RunningServer {
  static final String TO_PRODUCTION = "{\"to\":\"production\",\"reason\":\"better\"}";

  private final Map<String, String> names = new HashMap<>();

  /** A policy for promotions that demands this many approvals, and what else is given. */
  static String policy(int count, String more) {
    return """
        {"edges":[{"from":"staging","to":"production","approvals":{"count":%d%s}}]}"""
        .formatted(count, more);
  }

  void bind(String model, String policy) {
    Answer bound = send(with("PUT", "/api/v1/models/" + model + "/policy", policy));
    assertThat(bound.status()).as(bound.text()).isEqualTo(200);
  }

  int staged(String model) {
    return client().existing(model).version().ready().move("staging").number();
  }

  /** The secret of a token of this name. */
  String named(String name, String role, String models) {
    Answer made =
        post(
            "/api/v1/tokens",
            "{\"name\":\"%s\",\"grants\":[{\"role\":\"%s\",\"models\":\"%s\"}]}"
                .formatted(name, role, models));
    if (made.status() != 201) throw new IllegalStateException(made.text());
    String secret = made.json().path("token").asString();
    names.put(secret, made.json().path("id").asString());
    return secret;
  }

  String person(String role, String model) {
    return named(role + "-" + UUID.randomUUID(), role, model);
  }

  void revoke(String secret) {
    assertThat(send("DELETE", "/api/v1/tokens/" + names.get(secret), ADMIN).status())
        .isEqualTo(204);
  }

  Answer post(String path, String json, String token) {
    return send(posted(path, json, token));
  }

  Answer post(String path, String json, String token, String ifMatch) {
    return send(posted(path, json, token).header("If-Match", ifMatch));
  }

  private HttpRequest.Builder posted(String path, String json, String token) {
    return to(path, token)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  static String version(String model, int number) {
    return "/api/v1/models/%s/versions/%d".formatted(model, number);
  }

  Answer ask(String model, int number, String token) {
    return post(version(model, number) + "/requests", TO_PRODUCTION, token);
  }

  /** The id of a request that was opened. */
  String asked(String model, int number, String token) {
    Answer opened = ask(model, number, token);
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    return opened.json().path("id").asString();
  }

  Answer approve(String request, String token) {
    return post("/api/v1/requests/" + request + "/approvals", "{\"decision\":\"approve\"}", token);
  }

  Answer execute(String request, String token) {
    return send("POST", "/api/v1/requests/" + request + "/execute", token);
  }

  JsonNode read(String request) {
    return get("/api/v1/requests/" + request).json();
  }

  String state(String request) {
    return read(request).path("state").asString();
  }

  String stage(String model, int number) {
    return get(version(model, number)).json().path("stage").asString();
  }

  static List<String> texts(JsonNode array, String field) {
    return array.valueStream().map(item -> item.path(field).asString("")).toList();
  }

  List<String> actions(String model) {
    return texts(get("/api/v1/audit?limit=200&model=" + model).json().path("items"), "action");
  }
}
