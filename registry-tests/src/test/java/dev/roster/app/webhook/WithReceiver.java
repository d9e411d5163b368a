package dev.roster.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.app.RunningServer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;

/** Webhooks that lead to a receiver of the test. */
abstract class WithReceiver extends RunningServer {
  static final String WEBHOOKS = "/api/v1/webhooks";
  static final Duration SOON = Duration.ofSeconds(30);

  final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  String body(String url, String models) {
    return "{\"name\":\"ci\",\"url\":\"%s\",\"events\":[\"version.*\"],\"models\":\"%s\"}"
        .formatted(url, models);
  }

  Answer as(String token, String method, String path, String json) {
    return send(with(method, path, json).setHeader("Authorization", "Bearer " + token));
  }

  JsonNode webhook(String token, String models) {
    Answer made = as(token, "POST", WEBHOOKS, body(receiver.url(), models));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json();
  }

  JsonNode webhook(String models) {
    return webhook(ADMIN, models);
  }

  static String at(JsonNode webhook) {
    return WEBHOOKS + "/" + webhook.path("id").asString();
  }

  List<JsonNode> deliveries(JsonNode webhook) {
    JsonNode items = get(at(webhook) + "/deliveries?limit=200").json().path("items");
    return StreamSupport.stream(items.spliterator(), false).toList();
  }

  void awaitDelivery(JsonNode webhook, Predicate<JsonNode> condition) {
    await().atMost(SOON).until(() -> deliveries(webhook).stream().anyMatch(condition));
  }

  static Predicate<JsonNode> isIn(String state) {
    return delivery -> delivery.path("state").asString().equals(state);
  }

  /** As if the time had come, for a test has not the time of the retry table. */
  void tryNow(JsonNode webhook) {
    jdbc.sql("update webhook_lane set due_at = now() where webhook_id = :id and not sending")
        .param("id", UUID.fromString(webhook.path("id").asString()))
        .update();
  }

  void awaitState(JsonNode webhook, String state) {
    await()
        .atMost(SOON)
        .until(() -> get(at(webhook)).json().path("state").asString().equals(state));
  }
}
