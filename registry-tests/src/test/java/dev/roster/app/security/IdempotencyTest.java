package dev.roster.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest extends RunningServer {
  private Answer post(String path, String json, String key) {
    return send(with("POST", path, json).header("Idempotency-Key", key));
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private long versionsOf(String model) {
    return jdbc.sql(
            "select count(*) from version v join model m on m.id = v.model_id where m.name = :name")
        .param("name", model)
        .query(Long.class)
        .single();
  }

  @Test
  void id01ARetriedCallHasOneEffectAndOneAnswer() {
    String model = model("retried"), key = key();
    String path = "/api/v1/models/" + model + "/versions";

    Answer first = post(path, "{\"description\":\"once\"}", key);
    Answer again = post(path, "{\"description\":\"once\"}", key);

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    for (String header : List.of("Location", "ETag", "Content-Type"))
      assertThat(again.header(header)).isEqualTo(first.header(header)).isNotEmpty();
    assertThat(versionsOf(model)).isEqualTo(1);
  }

  @Test
  void id01And02RacersWithOneKeyHaveOneEffectAndOneAnswer() throws Exception {
    String model = model("raced");
    String path = "/api/v1/models/" + model + "/versions";
    List<String> keys = Stream.generate(IdempotencyTest::key).limit(8).toList();
    ExecutorService racers = Executors.newFixedThreadPool(64);
    try {
      List<Callable<Answer>> calls =
          IntStream.range(0, 64)
              .mapToObj(i -> (Callable<Answer>) () -> settled(path, keys.get(i % 8)))
              .toList();
      List<Future<Answer>> answers = racers.invokeAll(calls);
      for (int i = 0; i < answers.size(); i++) {
        Answer answer = answers.get(i).get();
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.text()).isEqualTo(answers.get(i % 8).get().text());
      }
    } finally {
      racers.shutdownNow();
    }
    assertThat(versionsOf(model)).isEqualTo(8);
  }

  /** Repeats while the key is in use, as a client does. */
  private Answer settled(String path, String key) {
    for (int i = 0; i < 1000; i++) {
      Answer answer = post(path, "{}", key);
      if (!answer.text().contains("idempotency_key_in_use")) return answer;
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.header("Retry-After")).isNotEmpty();
      Thread.yield();
    }
    throw new IllegalStateException("the key is in use for ever");
  }

  @Test
  void id02AKeyIsBoundToBodyPathQueryAndCaller() {
    String one = model("bound"), other = model("bound"), key = key();
    String path = "/api/v1/models/" + one + "/versions";
    assertThat(post(path, "{}", key).status()).isEqualTo(201);

    for (Answer reused :
        List.of(
            post(path, "{\"description\":\"other\"}", key),
            post("/api/v1/models/" + other + "/versions", "{}", key),
            post(path + "?x=1", "{}", key))) {
      assertThat(reused.status()).as(reused.text()).isEqualTo(422);
      assertThat(reused.code()).isEqualTo("idempotency_key_reused");
    }
    Answer anothers =
        send(
            to(path, token("admin", "*"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(anothers.status()).isEqualTo(201);
    assertThat(anothers.header("Idempotency-Replayed")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "with blank", "tab\there", "long"})
  void id02AMalformedKeyIsRefused(String key) {
    String sent = key.equals("long") ? "k".repeat(256) : key;
    Answer answer = post("/api/v1/models", "{\"name\":\"never\"}", sent);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_field");
  }

  @Test
  void id02WhatTheStateForbadeIsKeptAndChangesNothing() {
    String model = model("twice"), key = key();
    String body = "{\"name\":\"" + model + "\"}";

    Answer first = post("/api/v1/models", body, key);
    Answer again = post("/api/v1/models", body, key);

    assertThat(first.status()).isEqualTo(409);
    assertThat(first.code()).isEqualTo("model_exists");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void id02ARefusalThatPassesByItselfIsNotKept() {
    String model = model("waiting"), key = key();
    int draft = draft(model);
    String version = "/api/v1/models/" + model + "/versions/" + draft;
    String body = "{\"to\":\"staging\",\"reason\":\"because\"}";

    Answer early = post(version + "/transitions", body, key);
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.code()).isEqualTo("version_not_ready");
    assertThat(early.header("Retry-After")).isNotEmpty();
    assertThat(post(version + "/finalize", "").status()).as("another job").isEqualTo(200);

    assertThat(post(version + "/transitions", body, key).status()).isEqualTo(201);
  }

  @Test
  void id02RowsMayComeBeforeTheBaselineOfAnotherJob() {
    String model = model("waiting"), key = key();
    String version = "/api/v1/models/" + model + "/versions/" + ready(model);
    String rows = "a,b\n" + "1,x\n2,y\n3,x\n".repeat(40);

    Answer early = rows("POST", version + "/observations?source=s&batch=1", rows, key);
    assertThat(early.status()).as(early.text()).isEqualTo(409);
    assertThat(early.code()).isEqualTo("baseline_missing");
    assertThat(early.header("Retry-After")).isNotEmpty();
    assertThat(rows("PUT", version + "/baseline", rows, key()).status()).isEqualTo(201);

    assertThat(rows("POST", version + "/observations?source=s&batch=1", rows, key).status())
        .isEqualTo(201);
  }

  private Answer rows(String method, String path, String rows, String key) {
    return send(
        with(method, path, rows)
            .setHeader("Content-Type", "text/csv")
            .header("Idempotency-Key", key));
  }

  @Test
  void id02WhatWasWrongWithTheRequestFreesTheKey() {
    String model = model("freed"), key = key();
    String path = "/api/v1/models/" + model + "/versions";

    assertThat(post(path, "{\"odd\":1}", key).status()).isEqualTo(400);
    assertThat(post(path, "{}", key).status()).isEqualTo(201);
  }

  @Test
  void id01AnAnswerOlderThanADayIsForgotten() {
    String model = model("forgotten"), key = key();
    String path = "/api/v1/models/" + model + "/versions";
    post(path, "{}", key);
    jdbc.sql("update idempotency set at = at - interval '25 hours' where key = :key")
        .param("key", key)
        .update();

    Answer anew = post(path, "{\"description\":\"anew\"}", key);

    assertThat(anew.status()).isEqualTo(201);
    assertThat(anew.header("Idempotency-Replayed")).isEmpty();
    assertThat(versionsOf(model)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/tokens", "/api/v1/%74okens"})
  void int17AReplayedTokenIsNotReadableInTheDatabase(String path) {
    String key = key();
    String body =
        "{\"name\":\"sealed-%s\",\"grants\":[{\"role\":\"reader\",\"models\":\"*\"}]}"
            .formatted(key);

    Answer first = post(path, body, key);
    Answer again = post(path, body, key);

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    String kept =
        jdbc.sql("select encode(answer, 'escape') from idempotency where key = :key")
            .param("key", key)
            .query(String.class)
            .single();
    assertThat(kept).doesNotContain("rst_", "sealed");
  }
}
