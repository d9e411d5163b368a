package dev.roster.app.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Erasing a name, as the administrator sees it. */
class ErasureTest extends RunningServer {
  private final String name = "ann-" + UUID.randomUUID().toString().substring(0, 8);
  private String secret;
  private String model;
  private String path;

  @BeforeEach
  void register() {
    secret = tokenNamed(name, "admin");
    model = "m-" + name.substring(4);
    path = "/api/v1/models/" + model;
    as(
        secret,
        "POST",
        "/api/v1/models",
        "{\"name\":\"%s\",\"owner\":\"%s\",\"description\":\"her words\",\"tags\":{\"note\":\"her tag\"}}"
            .formatted(model, name));
  }

  private String tokenNamed(String called, String role) {
    Answer made =
        post(
            "/api/v1/tokens",
            "{\"name\":\"%s\",\"grants\":[{\"role\":\"%s\",\"models\":\"*\"}]}"
                .formatted(called, role));
    assertThat(made.status()).isEqualTo(201);
    return made.json().path("token").asString();
  }

  private Answer as(String token, String method, String to, String json) {
    return send(
        to(to, token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  private Answer erase(String subject) {
    return post(
        "/api/v1/privacy/erasures",
        "{\"subject\":\"%s\",\"reason\":\"she asked, %1$s\"}".formatted(subject));
  }

  private void isProblem(Answer answer, int status, String code) {
    assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void placesThatNameItShowTheAliasAndItsTextsAreEmpty() {
    as(secret, "POST", path + "/versions", "{\"description\":\"her version\"}");

    Answer erased = erase(name);

    assertThat(erased.status()).as(erased.text()).isEqualTo(201);
    String alias = erased.json().path("subject").asString();
    assertThat(alias).matches("erased-[0-9a-f]{6}");
    assertThat(erased.json().path("mentions")).isEmpty();
    JsonNode shown = get(path).json();
    assertThat(shown.path("owner").asString()).isEqualTo(alias);
    assertThat(shown.path("createdBy").asString()).isEqualTo(alias);
    assertThat(shown.path("description").isNull() || shown.path("description").isMissingNode())
        .isTrue();
    assertThat(shown.at("/tags/note").asString()).isEmpty();
    assertThat(get(path + "/versions/1").text()).contains(alias).doesNotContain("her version");
    String all = get("/api/v1/audit?model=" + model).text() + get(path + "/timeline").text();
    assertThat(all).contains(alias).doesNotContain(name).doesNotContain("her ");
    assertThat(get("/api/v1/audit?action=subject.erased").text())
        .contains(alias)
        .contains("she asked, [erased]")
        .doesNotContain(name);
    assertThat(get("/api/v1/audit?actor=" + name).json().path("items")).isEmpty();
    assertThat(get("/api/v1/audit?actor=" + alias).json().path("items")).isNotEmpty();
  }

  @Test
  void itsTokensAreRevokedAndTheNameIsFreeForSomebodyElse() {
    erase(name);
    String status = String.valueOf(send("GET", path, secret).status());
    for (long end = System.nanoTime() + 1_000_000_000L;
        System.nanoTime() < end && !status.equals("401"); )
      status = String.valueOf(send("GET", path, secret).status());
    assertThat(status).isEqualTo("401");
    assertThat(get("/api/v1/tokens?limit=500").text()).doesNotContain(name);

    String other = tokenNamed(name, "contributor");
    assertThat(as(other, "POST", path + "/versions", "{}").status()).isEqualTo(201);
    assertThat(get(path + "/versions/1").json().path("createdBy").asString()).isEqualTo(name);
  }

  @Test
  void answersThatToldOthersASecretOfItAreEmptied() {
    String person = "dora-" + model;
    String body =
        "{\"name\":\"%s\",\"grants\":[{\"role\":\"contributor\",\"models\":\"*\"}]}"
            .formatted(person);
    String key = "k-" + model;
    Answer made = send(with("POST", "/api/v1/tokens", body).header("Idempotency-Key", key));
    assertThat(made.status()).as(made.text()).isEqualTo(201);

    assertThat(erase(person).status()).isEqualTo(201);

    Answer again = send(with("POST", "/api/v1/tokens", body).header("Idempotency-Key", key));
    assertThat(again.code()).as(again.text()).isEqualTo("idempotency_key_reused");
    assertThat(again.text()).contains("was erased").doesNotContain("dora");
    assertThat(get("/api/v1/tokens?limit=500").text()).doesNotContain("dora");
  }

  @Test
  void aReasonThatWasTakenOverIsErasedToo() {
    int version = ready(model);
    String v = path + "/versions/" + version;
    move(model, version, "staging");
    JsonNode request =
        as(secret, "POST", v + "/requests", "{\"to\":\"production\",\"reason\":\"her wish\"}")
            .json();
    Answer executed = post("/api/v1/requests/" + request.path("id").asString() + "/execute", "");
    assertThat(executed.text()).contains("her wish");
    as(secret, "PUT", v + "/hold", "{\"reason\":\"her hold\"}");
    send("DELETE", v + "/hold", ADMIN);

    String alias = erase(name).json().path("subject").asString();

    for (String place :
        List.of(
            v + "/transitions",
            "/api/v1/requests?model=" + model,
            path + "/timeline",
            "/api/v1/audit?model=" + model))
      assertThat(get(place).text()).as(place).doesNotContain(name).doesNotContain("her ");
    assertThat(get(v + "/transitions").text()).contains("because"); // by somebody else
    assertThat(get("/api/v1/requests?model=" + model).text()).contains(alias);
  }

  @Test
  void textsOfOthersThatNameItAreListedAndStay() {
    int version = ready(model);
    post(path + "/versions", "{\"description\":\"as %s said\"}".formatted(name.toUpperCase()));
    post(path + "/versions", "{\"description\":\"x%sx is another word\"}".formatted(name));
    send(
        with(
            "PATCH",
            path + "/versions/" + version,
            "{\"tags\":{\"contact\":\"%s\"}}".formatted(name)));

    JsonNode erased = erase(name).json();

    assertThat(erased.path("mentions").values())
        .extracting(JsonNode::asString)
        .containsExactly("models/" + model + "/versions/2");
    assertThat(erased.path("more").asBoolean()).isFalse();
    assertThat(get(path + "/versions/2").text()).contains("as " + name.toUpperCase());
    assertThat(get(path + "/versions/" + version).json().at("/tags/contact").asString())
        .isEqualTo(erased.path("subject").asString());
  }

  @Test
  void theSameTextOfSomebodyElseStays() {
    int version = ready(model);
    String v = path + "/versions/" + version;
    as(secret, "POST", v + "/transitions", "{\"to\":\"staging\",\"reason\":\"looks good\"}");
    post(v + "/transitions", "{\"to\":\"production\",\"reason\":\"looks good\"}");

    erase(name);

    JsonNode moves = get(v + "/transitions").json().path("items");
    assertThat(moves.get(0).path("reason").asString()).isEqualTo("looks good");
    assertThat(moves.get(1).path("reason").asString("")).isEmpty();
    String entries = get("/api/v1/audit?action=version.transitioned&model=" + model).text();
    assertThat(entries.split("looks good", -1)).hasSize(2);
  }

  @Test
  void whatCannotBeErasedIsRefused() {
    isProblem(erase("nobody-" + name), 404, "subject_not_found");
    isProblem(erase(name.toUpperCase()), 404, "subject_not_found");
    for (String own : List.of("admin", "system", " ", "x".repeat(257)))
      isProblem(erase(own), 400, "invalid_field");
    Answer self =
        as(
            secret,
            "POST",
            "/api/v1/privacy/erasures",
            "{\"subject\":\"%s\",\"reason\":\"r\"}".formatted(name));
    isProblem(self, 400, "invalid_field");
    assertThat(self.text()).contains("another administrator");
    isProblem(
        post("/api/v1/privacy/erasures", "{\"subject\":\"%s\"}".formatted(name)),
        400,
        "invalid_field");
    String releaser = token("releaser", "*");
    isProblem(
        as(releaser, "POST", "/api/v1/privacy/erasures", "{\"subject\":\"a\",\"reason\":\"r\"}"),
        403,
        "forbidden");

    String alias = erase(name).json().path("subject").asString();
    isProblem(erase(name), 404, "subject_not_found");
    isProblem(erase(alias), 404, "subject_not_found");
  }

  @Test
  void aRepeatedCallHasTheSameAnswer() {
    String body = "{\"subject\":\"%s\",\"reason\":\"r\"}".formatted(name);
    String key = UUID.randomUUID().toString();
    Answer first =
        send(with("POST", "/api/v1/privacy/erasures", body).header("Idempotency-Key", key));
    Answer again =
        send(with("POST", "/api/v1/privacy/erasures", body).header("Idempotency-Key", key));
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void anErasureWhoseServerWasKilledIsContinued() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key =
        jdbc.sql("select value from server_secret where name = 'erasure-key'")
            .query(byte[].class)
            .single();
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    jdbc.sql(
            """
            insert into erasure (id, alias, name_hash, name, reason, actor, begun_at, claimed_until)
            values (gen_random_uuid(), :alias, :hash, :name, 'r', 'admin', now(), '-infinity')
            """)
        .param("alias", "erased-" + model)
        .param("hash", mac.doFinal(("name " + name).getBytes(StandardCharsets.UTF_8)))
        .param("name", name)
        .update();

    erase(name); // 404, if the job of the server was faster

    assertThat(get(path).json().path("owner").asString()).isEqualTo("erased-" + model);
    assertThat(
            jdbc.sql("select count(*) from erasure where name is not null")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void ofTwoCallsAtOnceOneErases() {
    List<CompletableFuture<Answer>> calls =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> erase(name))).limit(4).toList();
    List<Integer> statuses = calls.stream().map(call -> call.join().status()).toList();
    assertThat(statuses).containsOnlyOnce(201);
    assertThat(statuses).isSubsetOf(201, 404, 409);
  }
}
