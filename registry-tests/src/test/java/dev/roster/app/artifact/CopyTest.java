package dev.roster.app.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A copy has the bytes of its source, and needs the right to read it. */
class CopyTest extends ArtifactCalls {
  private Answer copy(String to, String path, String from, String source, String... headers) {
    return send(copying(ADMIN, to, path, from, source, headers));
  }

  private HttpRequest.Builder copying(
      String token, String to, String path, String from, String source, String... headers) {
    String[] parts = from.split("/");
    String body =
        """
        {"path":"%s","copyFrom":{"model":"%s","version":%s,"path":"%s"}}"""
            .formatted(path, parts[4], parts[6], source);
    HttpRequest.Builder request =
        to(to + "/artifacts", token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) request.headers(headers);
    return request;
  }

  private static String modelOf(String version) {
    return version.split("/")[4];
  }

  @Test
  void aCopyHasTheBytesOfItsSourceWithoutSendingThem() {
    String from = draft();
    String to = draft();
    byte[] bytes = random(4_321);
    put(from, "m.bin", bytes);
    finish(from);
    long before = uploads();

    Answer copied = copy(to, "model/m;1 ü.bin", from, "m.bin");

    assertThat(copied.status()).as(copied.text()).isEqualTo(201);
    assertThat(copied.json().path("path").asString()).isEqualTo("model/m;1 ü.bin");
    assertThat(copied.json().path("size").asLong()).isEqualTo(4_321);
    assertThat(copied.json().path("sha256").asString()).isEqualTo(hex(bytes));
    assertThat(copied.header("ETag")).isEqualTo("\"sha256:" + hex(bytes) + "\"");
    assertThat(uploads()).isEqualTo(before);
    assertThat(get(copied.header("Location")).header("ETag")).isEqualTo(copied.header("ETag"));
    assertThat(finish(to).status()).isEqualTo(200);
  }

  private long uploads() {
    return jdbc.sql("select count(*) from upload").query(Long.class).single();
  }

  @Test
  void aCopyReplacesTheFileAtItsPath() {
    String from = draft();
    String to = draft();
    put(from, "a", random(10));
    put(to, "b", random(11));

    assertThat(copy(to, "b", from, "a").status()).isEqualTo(200);
    assertThat(copy(to, "b", from, "a").status()).isEqualTo(200);
    assertThat(copy(to, "b", to, "b").status()).isEqualTo(200);

    assertThat(read(to, "b").header("ETag")).contains(hex(random(10)));
    isProblem(copy(to, "B", from, "a"), 409, "path_conflict");
    isProblem(copy(to, "b/c", from, "a"), 409, "path_conflict");
    assertThat(copy(to, "d/e", from, "a").status()).isEqualTo(201);
    isProblem(copy(to, "d", from, "a"), 409, "path_conflict");
  }

  @Test
  void theAuditLogNamesTheSourceOfACopy() {
    String from = draft();
    String to = draft();
    put(from, "a%20b", random(12));
    copy(to, "c", from, "a b");

    Answer entries = get("/api/v1/audit?model=" + modelOf(to));
    assertThat(entries.json().path("items").path(0).path("action").asString())
        .isEqualTo("artifact.uploaded");
    assertThat(entries.json().path("items").path(0).path("detail").path("copiedFrom").asString())
        .isEqualTo(modelOf(from) + "/1 a b");
    assertThat(get("/api/v1/models/" + modelOf(to) + "/timeline").text())
        .contains("uploaded c to version 1, copied from " + modelOf(from) + "/1 a b");
  }

  @ParameterizedTest
  @CsvSource({
    "If-None-Match, *, 412",
    "If-None-Match, OLD, 412",
    "If-None-Match, NEW, 200",
    "If-Match, NEW, 412",
    "If-Match, OLD, 200"
  })
  void aConditionIsAboutTheFileThatIsReplaced(String header, String tag, int status) {
    String from = draft();
    String to = draft();
    put(from, "a", random(13));
    put(to, "b", random(14));
    String value =
        tag.replace("OLD", "\"sha256:" + hex(random(14)) + "\"")
            .replace("NEW", "\"sha256:" + hex(random(13)) + "\"");

    assertThat(copy(to, "b", from, "a", header, value).status()).isEqualTo(status);
  }

  @Test
  void authz10ASourceThatMayNotBeReadIsAsOneThatDoesNotExist() {
    String secret = draft();
    String own = draft();
    put(secret, "a", random(15));
    String token = token("contributor", modelOf(own));

    Answer hidden = send(copying(token, own, "b", secret, "a"));
    Answer absent = send(copying(token, own, "b", "/api/v1/models/no-such/versions/1", "a"));

    isProblem(hidden, 404, "model_not_found");
    assertThat(hidden.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/copyFrom/version");
    assertThat(hidden.text().replaceAll("\"traceId\":\"[^\"]*\"", ""))
        .isEqualTo(absent.text().replaceAll("\"traceId\":\"[^\"]*\"", ""));
    isProblem(read(own, "b"), 404, "artifact_not_found");

    put(own, "c", random(15));
    assertThat(send(copying(token, own, "b", own, "c")).status()).isEqualTo(201);
    String reader = token("reader", modelOf(own));
    isProblem(send(copying(reader, own, "d", own, "c")), 403, "forbidden");
  }

  @Test
  void aSourceThatIsNotThereIsNamed() {
    String from = draft();
    String to = draft();
    put(from, "a", random(16));

    isProblem(copy(to, "b", from, "x"), 404, "artifact_not_found");
    isProblem(copy(to, "b", from.replace("/1", "/2"), "a"), 404, "version_not_found");
    Answer bad = copy(to, "b", from, "a/../b");
    isProblem(bad, 400, "invalid_field");
    assertThat(bad.text()).contains("/copyFrom/path");
    isProblem(copy(to, "../b", from, "a"), 400, "invalid_field");
    send("DELETE", from, ADMIN);
    isProblem(copy(to, "b", from, "a"), 410, "deleted");
  }

  @Test
  void authz14AReadyVersionTakesNoCopies() {
    String from = draft();
    put(from, "a", random(17));
    finish(from);

    isProblem(copy(from, "b", from, "a"), 409, "version_immutable");
  }

  @Test
  void id01ACopyThatIsRetriedIsAnsweredAgain() {
    String from = draft();
    String to = draft();
    put(from, "a", random(18));

    Answer first = copy(to, "b", from, "a", "Idempotency-Key", to);
    send("DELETE", from + "/artifacts/a", ADMIN);
    Answer again = copy(to, "b", from, "a", "Idempotency-Key", to);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void int01CopiesBesideRemovalsNeverMissTheirBytes() throws Exception {
    String to = draft();
    ExecutorService racers = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 30; i++) {
        String from = draft();
        byte[] bytes = random(1_000 + i);
        put(from, "a", bytes);
        String path = "f" + i;
        Future<Answer> removed = racers.submit(() -> send("DELETE", from + "/artifacts/a", ADMIN));
        Future<Answer> copied = racers.submit(() -> copy(to, path, from, "a"));

        assertThat(removed.get().status()).isEqualTo(204);
        if (copied.get().status() == 201)
          assertThat(read(to, path).header("ETag")).contains(hex(bytes));
        else isProblem(copied.get(), 404, "artifact_not_found");
      }
    } finally {
      racers.shutdown();
    }
  }
}
