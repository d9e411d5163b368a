package dev.roster.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.app.webhook.Receiver.Received;
import dev.roster.app.webhook.Receiver.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Webhooks as their users see them. */
class WebhookTest extends WithReceiver {
  @Test
  void theEventsOfAModelComeInTheirOrderAsTheAuditLogHasThem() {
    String model = model("hooked");
    JsonNode webhook = webhook(model);
    int version = ready(model);
    move(model, version, "staging");
    await().atMost(SOON).until(() -> receiver.of(model).size() >= 3);
    List<Received> received = receiver.of(model);
    assertThat(received)
        .extracting(Received::event)
        .containsExactly("version.created", "version.finalized", "version.transitioned");
    assertThat(received).isSortedAccordingTo((a, b) -> Long.compare(a.sequence(), b.sequence()));
    Received moved = received.get(2);
    assertThat(moved.type()).isEqualTo("application/cloudevents+json");
    JsonNode event = moved.json();
    assertThat(event.path("id").asString()).isEqualTo(moved.id());
    assertThat(event.path("subject").asString())
        .isEqualTo("models/%s/versions/%d".formatted(model, version));
    assertThat(event.path("data"))
        .isEqualTo(get("/api/v1/audit?model=" + model + "&limit=1").json().path("items").get(0));
    awaitDelivery(webhook, isIn("delivered"));
    JsonNode delivery = deliveries(webhook).get(0);
    assertThat(delivery.path("event").asString()).isEqualTo(moved.id());
    assertThat(delivery.path("attempts").get(0).path("status").asInt()).isEqualTo(204);
    assertThat(delivery.path("attempts").get(0).path("error").isNull()).isTrue();
  }

  @Test
  void theSecretIsShownOnceAndKeptEncrypted() {
    JsonNode webhook = webhook("*");
    String secret = webhook.path("secret").asString();
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(get(at(webhook)).json().has("secret")).isFalse();
    assertThat(get(WEBHOOKS).text()).doesNotContain("whsec_");
    byte[] key = java.util.Base64.getDecoder().decode(secret.substring(6));
    byte[] kept =
        jdbc.sql("select secret from webhook where id = :id")
            .param("id", UUID.fromString(webhook.path("id").asString()))
            .query(byte[].class)
            .single();
    assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(key, java.nio.charset.StandardCharsets.ISO_8859_1));
    send("DELETE", at(webhook), ADMIN);
  }

  @Test
  void whatItsMakerMayNotReadIsNotDelivered() {
    String mine = model("mine");
    String other = model("other");
    String token = token("contributor", mine);
    Answer refused = as(token, "POST", WEBHOOKS, body(receiver.url(), "*"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(as(token, "POST", WEBHOOKS, body(receiver.url(), other)).status()).isEqualTo(403);
    JsonNode webhook = webhook(token, mine);
    // a model that takes the name over is another one, which the maker may not read
    draft(other);
    draft(mine);
    await().atMost(SOON).until(() -> !receiver.of(mine).isEmpty());
    client().existing(mine);
    as(ADMIN, "PATCH", "/api/v1/models/" + mine, "{\"name\":\"%s-2\"}".formatted(mine));
    as(ADMIN, "PATCH", "/api/v1/models/" + other, "{\"name\":\"%s\"}".formatted(mine));
    draft(mine);
    JsonNode all = webhook(mine);
    draft(mine);
    awaitDelivery(all, isIn("delivered"));
    assertThat(deliveries(webhook)).hasSize(1);
  }

  @Test
  void othersNeitherSeeNorChangeIt() {
    String model = model("own");
    JsonNode webhook = webhook(token("contributor", model), model);
    String other = token("contributor", model);
    assertThat(as(other, "GET", at(webhook), "").code()).isEqualTo("webhook_not_found");
    assertThat(as(other, "PATCH", at(webhook), "{\"name\":\"x\"}").status()).isEqualTo(404);
    assertThat(as(other, "DELETE", at(webhook), "").status()).isEqualTo(404);
    assertThat(as(other, "POST", at(webhook) + "/test", "").status()).isEqualTo(404);
    assertThat(as(other, "POST", at(webhook) + "/secret", "").status()).isEqualTo(404);
    assertThat(as(other, "GET", WEBHOOKS, "").json().path("items").size()).isZero();
    assertThat(get(at(webhook)).status()).isEqualTo(200);
    assertThat(as(token("reader", model), "POST", WEBHOOKS, body(receiver.url(), model)).status())
        .isEqualTo(403);
  }

  @Test
  void aChangeNeedsTheRevisionThatWasReadAndGivesANewOne() {
    String model = model("changed");
    Answer made = post(WEBHOOKS, body(receiver.url(), model));
    JsonNode webhook = made.json();
    Answer changed =
        send(
            with("PATCH", at(webhook), "{\"name\":\"new\",\"events\":[\"model.*\"]}")
                .header("If-Match", made.header("ETag")));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().path("events").get(0).asString()).isEqualTo("model.*");
    Answer stale =
        send(
            with("PATCH", at(webhook), "{\"name\":\"newer\"}")
                .header("If-Match", made.header("ETag")));
    assertThat(stale.status()).isEqualTo(412);
    Answer gone = send(to(at(webhook), ADMIN).DELETE().header("If-Match", made.header("ETag")));
    assertThat(gone.status()).isEqualTo(412);
    assertThat(send("DELETE", at(webhook), ADMIN).status()).isEqualTo(204);
    assertThat(get(at(webhook)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | name",
        "{\"name\":\"\",\"url\":\"https://example.org\"} | /name",
        "{\"name\":\"a\\u0000b\",\"url\":\"https://example.org\"} | /name",
        "{\"name\":\"x\"} | /url",
        "{\"name\":\"x\",\"url\":\"ftp://example.org\"} | /url",
        "{\"name\":\"x\",\"url\":\"https://a:b@example.org\"} | /url",
        "{\"name\":\"x\",\"url\":\"http://10.0.0.1/hook\"} | /url",
        "{\"name\":\"x\",\"url\":\"http://0x7f.1/hook\"} | /url",
        "{\"name\":\"x\",\"url\":\"http://[::1]/hook\"} | /url",
        "{\"name\":\"x\",\"url\":\"http://127.0.0.2/hook\"} | /url",
        "{\"name\":\"x\",\"url\":\"http://169.254.169.254/latest\"} | /url",
        "{\"name\":\"x\",\"url\":\"https://example.org\",\"events\":[]} | /events",
        "{\"name\":\"x\",\"url\":\"https://example.org\",\"events\":[\"versions.*\"]} | /events/0",
        "{\"name\":\"x\",\"url\":\"https://example.org\",\"models\":\"a b\"} | /models",
        "{\"name\":\"x\",\"url\":\"https://example.org\",\"models\":\"a*b\"} | /models",
        "{\"name\":\"x\",\"url\":\"https://example.org\",\"format\":\"xml\"} | /format",
        "{\"name\":\"x\",\"url\":\"https://example.org\",\"secret\":\"y\"} | /secret"
      })
  void ssrf01WhatIsWrongIsRefusedAtItsField(String json, String pointer) {
    Answer refused = post(WEBHOOKS, json);
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.json().path("errors").toString()).contains(pointer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "not-a-uuid", "00000000-0000-0000-0000-000000000000"})
  void anIdThatNothingHasIsNotFound(String id) {
    assertThat(get(WEBHOOKS + "/" + id).code()).isEqualTo("webhook_not_found");
    assertThat(post(WEBHOOKS + "/" + id + "/test", "").status()).isEqualTo(404);
    JsonNode webhook = webhook("*");
    assertThat(post(at(webhook) + "/deliveries/" + id + "/redeliver", "").code())
        .isEqualTo("delivery_not_found");
    send("DELETE", at(webhook), ADMIN);
  }

  @Test
  void aTestIsSentOutsideTheOrderAndOnce() {
    String model = model("tried");
    JsonNode webhook = webhook(model);
    receiver.replying(500);
    Answer test = post(at(webhook) + "/test", "");
    assertThat(test.status()).as(test.text()).isEqualTo(202);
    assertThat(test.json().path("type").asString()).isEqualTo("webhook.test");
    awaitDelivery(webhook, isIn("failed"));
    assertThat(receiver.all()).hasSize(1);
    assertThat(receiver.all().get(0).event()).isEqualTo("webhook.test");
    assertThat(deliveries(webhook).get(0).path("attempts").get(0).path("error").asString())
        .isEqualTo("it answered 500");
    receiver.replying(200);
    post(at(webhook) + "/test", "");
    awaitDelivery(webhook, isIn("delivered"));
  }

  @Test
  void wh01AnEventIsTriedAgainWithTheSameIdAndTheNextWaitsForIt() {
    String model = model("down");
    JsonNode webhook = webhook(model);
    receiver.replying(503);
    int version = ready(model);
    awaitDelivery(webhook, isIn("waiting"));
    JsonNode waiting = deliveries(webhook).get(0);
    Instant first = Instant.parse(waiting.path("attempts").get(0).path("at").asString());
    assertThat(Instant.parse(waiting.path("next").asString()))
        .isBetween(first.plusSeconds(4), first.plusSeconds(10));
    tryNow(webhook);
    await().atMost(SOON).until(() -> receiver.all().size() >= 2);
    assertThat(receiver.all()).extracting(Received::id).containsOnly(receiver.all().get(0).id());
    receiver.replying(200);
    await()
        .atMost(SOON)
        .until(
            () -> {
              tryNow(webhook);
              return receiver.all().size() >= 4;
            });
    List<Received> all = receiver.all();
    assertThat(all.subList(all.size() - 2, all.size()))
        .extracting(Received::event)
        .containsExactly("version.created", "version.finalized");
    assertThat(move(model, version, "staging").status()).isEqualTo(201);
  }

  @Test
  void metricsCountWhatWasSentByItsOutcome() {
    String model = model("counted");
    double failed = attempts("failed");
    double delivered = attempts("delivered");
    JsonNode webhook = webhook(model);
    receiver.replying(500);
    draft(model);
    await().atMost(SOON).until(() -> attempts("failed") > failed);
    receiver.replying(200);
    tryNow(webhook);
    await().atMost(SOON).until(() -> attempts("delivered") > delivered);
  }

  private double attempts(String outcome) {
    String line = "roster_webhooks_attempts_total{outcome=\"" + outcome + "\"} ";
    return get("/actuator/prometheus")
        .text()
        .lines()
        .filter(one -> one.startsWith(line))
        .mapToDouble(one -> Double.parseDouble(one.substring(line.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aReceiverSaysWhenToTryAgain() {
    String model = model("later");
    JsonNode webhook = webhook(model);
    receiver.replying(received -> new Reply(429, "Retry-After", "3600"));
    draft(model);
    awaitDelivery(webhook, isIn("waiting"));
    assertThat(Instant.parse(deliveries(webhook).get(0).path("next").asString()))
        .isAfter(Instant.now().plusSeconds(3000));
  }

  @Test
  void ssrf02ARedirectIsAFailureThatIsNotFollowed() {
    String model = model("redirected");
    try (Receiver target = new Receiver()) {
      receiver.replying(received -> new Reply(307, "Location", target.url()));
      JsonNode webhook = webhook(model);
      draft(model);
      awaitDelivery(webhook, isIn("waiting"));
      JsonNode attempt = deliveries(webhook).get(0).path("attempts").get(0);
      assertThat(attempt.path("status").asInt()).isEqualTo(307);
      assertThat(attempt.path("error").asString()).contains("redirects are not followed");
      assertThat(target.all()).isEmpty();
    }
  }

  @Test
  void aModelThatFailsHoldsUpNoOther() {
    String poisoned = model("pair-poisoned");
    String good = model("pair-good");
    receiver.replying(received -> Reply.of(received.model().equals(poisoned) ? 500 : 200));
    JsonNode webhook = webhook("pair-*");
    draft(poisoned);
    awaitDelivery(webhook, isIn("waiting"));
    draft(good);
    draft(good);
    await().atMost(Duration.ofSeconds(5)).until(() -> receiver.of(good).size() == 2);
    send("DELETE", at(webhook), ADMIN);
  }

  @Test
  void orderHoldsPerModelWithAReceiverThatFailsAtRandom() {
    String prefix = "random-" + UUID.randomUUID().toString().substring(0, 6);
    List<String> models = List.of(model(prefix), model(prefix), model(prefix), model(prefix));
    java.util.Random random = new java.util.Random(7);
    Set<String> delivered = ConcurrentHashMap.newKeySet();
    List<Received> accepted = new java.util.concurrent.CopyOnWriteArrayList<>();
    receiver.replying(
        received -> {
          if (random.nextInt(3) == 0) return Reply.of(500);
          if (delivered.add(received.id())) accepted.add(received);
          return Reply.of(200);
        });
    JsonNode webhook = webhook(prefix + "*");
    for (int i = 0; i < 5; i++) models.forEach(this::draft);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              tryNow(webhook);
              return accepted.size() >= 20;
            });
    for (String model : models)
      assertThat(accepted.stream().filter(r -> r.model().equals(model)).toList())
          .extracting(r -> r.json().path("data").path("version").asInt())
          .containsExactly(1, 2, 3, 4, 5);
  }
}
