package dev.roster.app.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ResolveWaitTest extends RunningServer {
  private String model;
  private int first;
  private int second;

  @BeforeEach
  void twoVersions() {
    model = model("waited");
    first = ready(model);
    second = ready(model);
    move(model, first, "staging");
    move(model, second, "staging");
    move(model, first, "production");
  }

  private Answer resolve(String of, String etag, String token) {
    return send(to("/api/v1/resolve/" + model + of, token).header("If-None-Match", etag));
  }

  private String etag(String of) {
    return get("/api/v1/resolve/" + model + of).header("ETag");
  }

  /** A call that waits; it returns when the server holds it. */
  private CompletableFuture<Answer> waiting(String of, String etag, String token) {
    double before = waiters();
    CompletableFuture<Answer> answer =
        CompletableFuture.supplyAsync(() -> resolve(of, etag, token));
    while (waiters() == before && !answer.isDone()) Thread.onSpinWait();
    return answer;
  }

  private double waiters() {
    return get("/actuator/prometheus")
        .text()
        .lines()
        .filter(line -> line.startsWith("roster_watch_waiters{kind=\"resolve\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void answersWhenTheVersionInProductionChanges() {
    CompletableFuture<Answer> waiting = waiting("@production?wait=60s", etag("@production"), ADMIN);
    assertThat(waiting).isNotDone();
    move(model, second, "production");
    Answer answer = waiting.join();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("version").asInt()).isEqualTo(second);
    assertThat(answer.header("ETag")).isEqualTo(etag("@production"));
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void answersAtOnceWhenItDiffersOrNothingIsKnown() {
    assertThat(resolve("@production?wait=60s", "\"other\"", ADMIN).status()).isEqualTo(200);
    assertThat(get("/api/v1/resolve/" + model + "@production?wait=60s").status()).isEqualTo(200);
    assertThat(resolve("@champion?wait=60s", "*", ADMIN).code()).isEqualTo("alias_not_found");
  }

  @Test
  void isNotModifiedWhenTheTimeIsOver() {
    Answer over = resolve("@production?wait=1s", etag("@production"), ADMIN);
    assertThat(over.status()).isEqualTo(304);
    assertThat(over.header("ETag")).isEqualTo(etag("@production"));
    String list = "\"a\", W/" + etag("@production");
    assertThat(resolve("/" + first + "?wait=1s", list + "," + etag("/" + first), ADMIN).status())
        .isEqualTo(304);
    assertThat(
            send(to("/api/v1/resolve/" + model + "@production?wait=1s", ADMIN)
                    .header("If-None-Match", etag("@production"))
                    .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()))
                .status())
        .isEqualTo(304);
  }

  @Test
  void aBadWaitIsRefused() {
    for (String wait :
        new String[] {"0s", "61s", "30", "PT30S", "1m", "-1s", "", "1.5s", "30S", "999999999999s"})
      assertThat(get("/api/v1/resolve/%s@production?wait=%s".formatted(model, wait)).code())
          .as(wait)
          .isEqualTo("invalid_field");
  }

  @Test
  void everyKindOfReferenceWaits() {
    String alias = "/api/v1/models/" + model + "/aliases/champion";
    send(with("PUT", alias, "{\"version\":%d}".formatted(first)));
    CompletableFuture<Answer> moved = waiting("@champion?wait=60s", etag("@champion"), ADMIN);
    CompletableFuture<Answer> latest = waiting("@latest?wait=60s", etag("@latest"), ADMIN);
    CompletableFuture<Answer> number =
        waiting("/" + second + "?wait=60s", etag("/" + second), ADMIN);
    send(with("PUT", alias, "{\"version\":%d}".formatted(second)));
    assertThat(moved.join().json().path("version").asInt()).isEqualTo(second);
    int third = ready(model);
    assertThat(latest.join().json().path("version").asInt()).isEqualTo(third);
    assertThat(number).isNotDone();
    send("DELETE", alias, ADMIN);
    send("DELETE", "/api/v1/models/%s/versions/%d".formatted(model, second), ADMIN);
    assertThat(number.join().status()).isEqualTo(410);
  }

  @Test
  void whatIsGoneMeanwhileIsAnsweredAsResolveAnswers() {
    CompletableFuture<Answer> nobody = waiting("@production?wait=60s", etag("@production"), ADMIN);
    move(model, first, "staging");
    assertThat(nobody.join().code()).isEqualTo("no_version_in_stage");
    CompletableFuture<Answer> deleted = waiting("@latest?wait=60s", etag("@latest"), ADMIN);
    send("DELETE", "/api/v1/models/" + model, ADMIN);
    assertThat(deleted.join().status()).isEqualTo(410);
  }

  @Test
  void aRevokedTokenIsToldSoWithinItsWait() {
    JsonNode token =
        post(
                "/api/v1/tokens",
                "{\"name\":\"%s\",\"grants\":[{\"role\":\"reader\",\"models\":\"%s\"}]}"
                    .formatted(model, model))
            .json();
    CompletableFuture<Answer> waiting =
        waiting("@production?wait=60s", etag("@production"), token.path("token").asString());
    send("DELETE", "/api/v1/tokens/" + token.path("id").asString(), ADMIN);
    assertThat(waiting)
        .succeedsWithin(Duration.ofSeconds(3)) // a second, but for a machine that is busy
        .returns(401, Answer::status);
  }

  @Test
  void whoMayNotReadTheModelDoesNotWait() {
    String other = token("reader", model("other"));
    assertThat(resolve("@production?wait=60s", "*", other).status()).isEqualTo(404);
  }
}
