package dev.roster.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import dev.roster.app.security.CommitCutter.Cut;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Between server and PostgreSQL stands a proxy that cuts the connection at COMMIT. */
@DirtiesContext
class CommitLostTest extends RunningServer {
  private static final CommitCutter PROXY = CommitCutter.before(DATABASE.url());

  @DynamicPropertySource
  static void throughTheProxy(DynamicPropertyRegistry settings) {
    settings.add("spring.datasource.url", PROXY::url);
  }

  @AfterAll
  static void stop() throws IOException {
    PROXY.close();
  }

  private Answer version(String model, String key) {
    return send(
        with("POST", "/api/v1/models/" + model + "/versions", "{}").header("Idempotency-Key", key));
  }

  @Test
  void db01WhenCommitsAnswerIsLostTheKeyIsLookedUpAndTheFirstAnswerGiven() {
    String model = model("lost"), key = UUID.randomUUID().toString();

    PROXY.arm(Cut.AFTER_COMMIT);
    Answer answer = version(model, key);

    assertThat(PROXY.hasCut()).isTrue();
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().path("version").asInt()).isEqualTo(1);
    assertThat(version(model, key).text()).isEqualTo(answer.text());
    assertThat(get("/api/v1/models/" + model).json().path("latestVersion").asInt()).isEqualTo(1);
  }

  @Test
  void db01WhenCommitIsLostItselfTheAnswerIs503AndARetryHasTheOneEffect() {
    String model = model("unsent"), key = UUID.randomUUID().toString();

    PROXY.arm(Cut.BEFORE_COMMIT);
    Answer answer = version(model, key);

    assertThat(PROXY.hasCut()).isTrue();
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("database_unavailable");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(version(model, key).json().path("version").asInt()).isEqualTo(1);
    assertThat(get("/api/v1/models/" + model).json().path("latestVersion").asInt()).isEqualTo(1);
  }

  @Test
  void db01WithoutAKeyALostCommitIs503AndNeverRepeated() {
    String model = model("keyless");

    PROXY.arm(Cut.AFTER_COMMIT);
    Answer answer = send(with("POST", "/api/v1/models/" + model + "/versions", "{}"));

    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("outcome_unknown");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.text()).contains("unknown", "Idempotency-Key");
    assertThat(get("/api/v1/models/" + model).json().path("latestVersion").asInt()).isEqualTo(1);
  }
}
