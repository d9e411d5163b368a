package dev.roster.app.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.Client;
import dev.roster.app.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is remembered of an answer never outlives what it was of. */
class ResolveTest extends RunningServer {
  private String resolve(String reference) {
    Answer answer = get("/api/v1/resolve/" + reference);
    return answer.status() == 200
        ? answer.json().path("version").asString() + " " + answer.json().path("stage").asString()
        : answer.code();
  }

  @Test
  void eachMoveIsSeenByTheNextCall() {
    String model = model("seen"), path = "/api/v1/models/" + model;
    Client.Model versions = client().existing(model);
    int one = versions.version().ready().promote().number();
    int two = versions.version().ready().move("staging").number();
    send(with("PUT", path + "/aliases/champion", "{\"version\":" + one + "}"));
    for (int again = 0; again < 2; again++) { // asked before, and remembered
      assertThat(resolve(model + "@production")).isEqualTo("1 production");
      assertThat(resolve(model + "@staging")).isEqualTo("2 staging");
      assertThat(resolve(model + "@champion")).isEqualTo("1 production");
    }

    move(model, two, "production");
    assertThat(resolve(model + "@production")).isEqualTo("2 production");
    assertThat(resolve(model + "@champion")).isEqualTo("1 staging");
    assertThat(resolve(model + "@staging")).isEqualTo("1 staging");

    send(with("PUT", path + "/aliases/champion", "{\"version\":" + two + "}"));
    assertThat(resolve(model + "@champion")).isEqualTo("2 production");
    assertThat(resolve(model.toUpperCase() + "@champion")).isEqualTo("2 production");

    send("DELETE", path + "/versions/1", ADMIN);
    assertThat(resolve(model + "@staging")).isEqualTo("no_version_in_stage");
    send("DELETE", path + "/aliases/champion", ADMIN);
    assertThat(resolve(model + "@champion")).isEqualTo("alias_not_found");

    assertThat(resolve(model + "@latest")).isEqualTo("2 production");
    ready(model);
    assertThat(resolve(model + "@latest")).isEqualTo("3 none");
  }

  @Test
  void aLabelThatChangesIsShown() {
    String model = model("labelled"), path = "/api/v1/models/" + model;
    move(model, ready(model), "staging");
    String reference = "/api/v1/resolve/" + model + "@staging";
    String before = get(reference).header("ETag");

    send(with("PATCH", path + "/versions/1", "{\"label\":\"2.1.0\"}"));

    assertThat(get(reference).json().path("label").asString()).isEqualTo("2.1.0");
    assertThat(get(reference).header("ETag")).isNotEqualTo(before);
  }

  @Test
  void aRevisionThatAFailoverLostIsNotTakenForItsNamesake() {
    String model = model("lost");
    move(model, ready(model), "staging");
    ready(model);
    send(with("PUT", "/api/v1/models/" + model + "/aliases/champion", "{\"version\":1}"));
    assertThat(resolve(model + "@champion")).isEqualTo("1 staging");
    jdbc.sql( // on the new primary the same count is of another move
            """
            update alias set version_id = (select v.id from version v join model m on m.id = v.model_id
              where m.name = :name and v.number = 2)
            where model_id = (select id from model where name = :name)
            """)
        .param("name", model)
        .update();
    jdbc.sql("update model set updated_at = clock_timestamp() where name = :name")
        .param("name", model)
        .update();

    assertThat(resolve(model + "@champion")).isEqualTo("2 none");
  }

  @Test
  void whoMayNotReadTheModelHearsNothingOfWhatIsRemembered() {
    String model = model("hidden");
    move(model, ready(model), "staging");
    String path = "/api/v1/resolve/" + model + "@staging";
    assertThat(get(path).status()).isEqualTo(200);

    assertThat(send("GET", path, token("reader", "other*")).status()).isEqualTo(404);
    assertThat(send("GET", path, token("reader", model)).status()).isEqualTo(200);
    send("DELETE", "/api/v1/models/" + model, ADMIN);
    assertThat(get(path).status()).isEqualTo(410);
  }

  /** Which way an answer takes is nothing that a caller can tell. */
  @Test
  void whatIsRememberedIsAnsweredAsWhatIsNot() {
    String model = model("alike");
    move(model, ready(model), "staging");
    String path = "/api/v1/resolve/" + model + "@staging";
    get(path); // now it is remembered
    Answer quick = get(path);
    Answer whole = send(to(path, ADMIN).header("Accept", "application/json, text/plain"));

    assertThat(quick.text()).isEqualTo(whole.text());
    for (String header : List.of("ETag", "Content-Type", "Cache-Control", "X-Content-Type-Options"))
      assertThat(quick.header(header)).as(header).isEqualTo(whole.header(header));
    Answer unchanged = send(to(path, ADMIN).header("If-None-Match", quick.header("ETag")));
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.header("ETag")).isEqualTo(quick.header("ETag"));
    assertThat(send(to(path, null)).status()).isEqualTo(401);
    assertThat(get(path + "?verbose=true").code()).isEqualTo("unknown_field");
    assertThat(get("/actuator/prometheus").text())
        .containsPattern(
            "http_server_requests_seconds_count\\{.*uri=\"/api/v1/resolve/\\{reference}\"");
  }

  /** A reader who was told of a swap never hears of the time before. */
  @Test
  void underMovesNoAnswerGoesBack() throws Exception {
    String model = model("swapped");
    Client.Model versions = client().existing(model);
    int one = versions.version().ready().promote().number();
    int two = versions.version().ready().move("staging").number();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> seen = new ArrayList<>();
      for (int i = 0; i < 4; i++)
        seen.add(
            readers.submit(
                () -> {
                  String odd = "";
                  while (!done.get()) {
                    String now = resolve(model + "@production");
                    if (!now.endsWith(" production")) odd = now;
                  }
                  return odd;
                }));
      for (int i = 0; i < 20; i++) {
        int version = i % 2 == 0 ? two : one;
        assertThat(move(model, version, "production").status()).isEqualTo(201);
        assertThat(resolve(model + "@production")).isEqualTo(version + " production");
      }
      done.set(true);
      for (Future<String> each : seen) assertThat(each.get()).isEmpty();
    } finally {
      done.set(true);
      readers.shutdownNow();
    }
  }
}
