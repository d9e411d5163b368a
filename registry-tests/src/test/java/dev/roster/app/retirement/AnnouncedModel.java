package dev.roster.app.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import dev.roster.core.job.BackgroundJob;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A model whose versions are announced to go out of use, and those who use it. */
abstract class AnnouncedModel extends RunningServer {
  static final String SUNSET = "2099-03-01T00:00:00Z";

  @Autowired JdbcClient jdbc;
  @Autowired List<BackgroundJob> jobs;

  private final Map<String, String> ids = new HashMap<>();

  static String version(String model, int number) {
    return "/api/v1/models/%s/versions/%d".formatted(model, number);
  }

  static String retirement(String model, int number) {
    return version(model, number) + "/retirement";
  }

  Answer announce(String model, int number) {
    Answer announced = post(retirement(model, number), "{\"sunset\":\"%s\"}".formatted(SUNSET));
    assertThat(announced.status()).as(announced.text()).isEqualTo(201);
    return announced;
  }

  void bind(String model, String policy) {
    Answer bound = send(with("PUT", "/api/v1/models/" + model + "/policy", policy));
    assertThat(bound.status()).as(bound.text()).isEqualTo(200);
  }

  /** The secret of a token of this name. */
  String named(String name, String role, String models) {
    Answer made =
        post(
            "/api/v1/tokens",
            "{\"name\":\"%s\",\"grants\":[{\"role\":\"%s\",\"models\":\"%s\"}]}"
                .formatted(name, role, models));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String secret = made.json().path("token").asString();
    ids.put(secret, made.json().path("id").asString());
    return secret;
  }

  static String unique(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  void revoke(String secret) {
    assertThat(send("DELETE", "/api/v1/tokens/" + ids.get(secret), ADMIN).status()).isEqualTo(204);
  }

  Answer call(String method, String path, String json, String token) {
    return send(
        to(path, token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  void run(String job) {
    jobs.stream().filter(one -> one.name().equals(job)).findFirst().orElseThrow().run();
  }

  /** Lets time pass for a version: what was counted and announced was so much earlier. */
  void age(String model, int number, String interval) {
    run("consumer-storing");
    String of =
        "version_id = (select v.id from version v join model m on m.id = v.model_id where m.name = '%s' and v.number = %d)"
            .formatted(model, number);
    jdbc.sql(
            "update consumer set last_at = last_at - interval '%s' where %s"
                .formatted(interval, of))
        .update();
    jdbc.sql(
            "update retirement set sunset = sunset - interval '%s' where %s"
                .formatted(interval, of))
        .update();
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
