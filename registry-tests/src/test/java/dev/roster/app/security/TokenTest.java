package dev.roster.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TokenTest extends RunningServer {
  private Answer create(String name, String role, String models) {
    return post(
        "/api/v1/tokens",
        "{\"name\":\"%s\",\"grants\":[{\"role\":\"%s\",\"models\":\"%s\"}]}"
            .formatted(name, role, models));
  }

  @Test
  void int17ATokensSecretIsShownOnceAndKeptAsADigest() {
    Answer made = create("ci-shown", "reader", "*");
    assertThat(made.status()).isEqualTo(201);
    String secret = made.json().path("token").asString();
    String id = made.json().path("id").asString();
    assertThat(secret).matches("rst_" + id + "[0-9A-Za-z]{38}");
    assertThat(made.header("Location")).endsWith("/tokens/" + id);

    assertThat(get("/api/v1/tokens?limit=200").text()).contains(id).doesNotContain(secret);
    assertThat(get("/api/v1/audit?limit=200").text()).contains(id).doesNotContain(secret);
    String random = secret.substring(12);
    for (String table :
        List.of("token", "token_grant", "audit_entry", "audit_text", "idempotency")) {
      long holding =
          jdbc.sql("select count(*) from " + table + " t where t::text like :secret")
              .param("secret", "%" + random + "%")
              .query(Long.class)
              .single();
      assertThat(holding).as(table).isZero();
    }
  }

  @Test
  void aTokenEndsAfter90DaysUnlessSaidOtherwise() {
    JsonNode made = create("ci-life", "reader", "*").json();
    Duration life =
        Duration.between(
            java.time.Instant.parse(made.path("createdAt").asString()),
            java.time.Instant.parse(made.path("expiresAt").asString()));
    assertThat(life).isEqualTo(Duration.ofDays(90));
  }

  @Test
  void anExpiredTokenIsRefused() {
    String secret = token("reader", "*");
    jdbc.sql("update token set expires_at = now() - interval '1 second' where id = :id")
        .param("id", secret.substring(4, 12))
        .update();
    assertThat(send("GET", "/api/v1/models", secret).status()).isEqualTo(401);
  }

  @Test
  void aRevokedTokenHasNoEffectAfterASecond() {
    String secret = token("reader", "*");
    assertThat(send("GET", "/api/v1/models", secret).status()).isEqualTo(200);

    Answer revoked = send("DELETE", "/api/v1/tokens/" + secret.substring(4, 12), ADMIN);

    long at = System.nanoTime();
    assertThat(revoked.status()).isEqualTo(204);
    int seen = 0;
    while (seen != 401 && System.nanoTime() - at < 1_500_000_000L)
      seen = send("GET", "/api/v1/models", secret).status();
    assertThat(seen).isEqualTo(401);
    assertThat(send("DELETE", "/api/v1/tokens/" + secret.substring(4, 12), ADMIN).code())
        .isEqualTo("token_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"x\",\"grants\":[]}|invalid_field|/grants",
        "{\"name\":\"x\",\"grants\":[null]}|invalid_field|/grants",
        "{\"name\":\"x\"}|invalid_field|/grants",
        "{\"name\":\"admin\",\"grants\":[{\"role\":\"reader\",\"models\":\"*\"}]}|invalid_field|/name",
        "{\"name\":null,\"grants\":[{\"role\":\"reader\",\"models\":\"*\"}]}|invalid_field|/name",
        "{\"name\":\"x\",\"grants\":[{\"role\":\"root\",\"models\":\"*\"}]}|invalid_field|/grants/0/role",
        "{\"name\":\"x\",\"grants\":[{\"role\":\"READER\",\"models\":\"*\"}]}|invalid_field|/grants/0/role",
        "{\"name\":\"x\",\"grants\":[{\"role\":0,\"models\":\"*\"}]}|invalid_field|/grants/0/role",
        "{\"name\":\"x\",\"grants\":[{\"role\":\"reader\",\"models\":\"a*b\"}]}|invalid_field|/grants/0/models",
        "{\"name\":\"x\",\"grants\":[{\"role\":\"reader\",\"models\":\"not-there\"}]}|invalid_field|/grants/0/models",
        "{\"name\":\"x\",\"expiresAt\":\"2001-01-01T00:00:00Z\",\"grants\":[{\"role\":\"reader\",\"models\":\"*\"}]}|invalid_field|/expiresAt",
        "{\"name\":\"x\",\"expiresAt\":\"+10000-01-01T00:00:00Z\",\"grants\":[{\"role\":\"reader\",\"models\":\"*\"}]}|invalid_field|/expiresAt",
        "{\"name\":\"x\",\"expiresAt\":1767225600,\"grants\":[{\"role\":\"reader\",\"models\":\"*\"}]}|invalid_field|/expiresAt",
        "{\"name\":\"x\",\"id\":\"mine\",\"grants\":[{\"role\":\"reader\",\"models\":\"*\"}]}|unknown_field|/id"
      })
  void authz04AWrongFieldIsNamed(String body, String code, String pointer) {
    Answer answer = post("/api/v1/tokens", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    assertThat(answer.json().path("errors").path(0).path("pointer").asString())
        .as(answer.text())
        .startsWith(pointer);
  }

  @Test
  void whatATokenMayNotReadAnswersAsWhatDoesNotExist() {
    String hidden = model("hidden"), secret = token("admin", "other*");

    Answer there = send("GET", "/api/v1/models/" + hidden, secret);
    Answer nowhere = send("GET", "/api/v1/models/hidden-from-all", secret);

    assertThat(there.status()).isEqualTo(404);
    String trace = "\"traceId\":\"[0-9a-f]+\"";
    assertThat(there.text().replaceAll(trace, "")).isEqualTo(nowhere.text().replaceAll(trace, ""));
    assertThat(there.headers().map().keySet()).isEqualTo(nowhere.headers().map().keySet());
    assertThat(send("GET", "/api/v1/models?limit=200", secret).text()).doesNotContain(hidden);
  }

  @Test
  void aGrantOnANameHoldsForThatModelAlone() {
    String mine = model("granted"), secret = token("contributor", mine);
    assertThat(send("GET", "/api/v1/models/" + mine, secret).status()).isEqualTo(200);
    assertThat(send("POST", "/api/v1/models/" + mine + "/versions", secret).status())
        .isEqualTo(201);
    assertThat(send("GET", "/api/v1/models/" + model(mine), secret).status()).isEqualTo(404);
    assertThat(send("POST", "/api/v1/models/" + mine + "/rollback", secret).status())
        .isEqualTo(403);
    assertThat(send("GET", "/api/v1/tokens", secret).status()).isEqualTo(403);
  }

  @Test
  void aNameInUseOrOneThatLooksLikeItIsRefusedUntilItsTokenEnds() {
    String first = create(" CI-l ", "reader", "*").json().path("id").asString();
    for (String alike : List.of("CI-l", "ci-1", "cI-I", "CI-l  ")) {
      Answer refused = create(alike, "reader", "*");
      assertThat(refused.code()).as(alike).isEqualTo("token_exists");
      assertThat(refused.json().path("detail").asString()).contains("'CI-l'", alike.strip());
    }
    assertThat(get("/api/v1/tokens?limit=200").text()).contains("\"CI-l\"");

    send("DELETE", "/api/v1/tokens/" + first, ADMIN);
    String second = create("ci-1", "reader", "*").json().path("id").asString();
    jdbc.sql("update token set expires_at = now() - interval '1 second' where id = :id")
        .param("id", second)
        .update();
    assertThat(create("CI-l", "reader", "*").status()).isEqualTo(201);
  }

  @Test
  void anAuditEntrySaysWhichTokenActed() {
    String secret = token("contributor", "*"), model = model("acted-on");
    send(
        to("/api/v1/models/" + model, secret)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString("{\"description\":\"changed\"}")));
    JsonNode entries = get("/api/v1/audit?model=" + model).json().path("items");
    assertThat(entries.path(0).path("tokenId").asString()).isEqualTo(secret.substring(4, 12));
    assertThat(entries.path(1).path("actor").asString()).isEqualTo("admin");
    assertThat(entries.path(1).path("tokenId").isNull()).isTrue();
  }
}
