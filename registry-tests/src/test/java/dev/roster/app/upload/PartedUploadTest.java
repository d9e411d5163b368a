package dev.roster.app.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PartedUploadTest extends RunningServer {
  private static final int PART = 16 << 20;
  private static final byte[] BYTES = random(2 * PART + 77);

  /** The path of a fresh draft. */
  private String fresh() {
    String model = model("parts");
    assertThat(post("/api/v1/models/" + model + "/versions", "{}").status()).isEqualTo(201);
    return "/api/v1/models/" + model + "/versions/1";
  }

  private JsonNode open(String draft, String path, long size, String more) {
    Answer opened =
        post(draft + "/uploads", "{\"path\":\"%s\",\"size\":%d%s}".formatted(path, size, more));
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    return opened.json();
  }

  private Answer put(JsonNode upload, int number) {
    return put(upload, number, part(upload, number));
  }

  private Answer put(JsonNode upload, int number, byte[] bytes) {
    String url = upload.path("parts").path(number - 1).path("url").asString();
    return send(to(url, ADMIN).PUT(BodyPublishers.ofByteArray(bytes)));
  }

  private static byte[] part(JsonNode upload, int number) {
    JsonNode part = upload.path("parts").path(number - 1);
    int from = part.path("offset").asInt();
    return Arrays.copyOfRange(BYTES, from, from + part.path("size").asInt());
  }

  private String at(String draft, JsonNode upload) {
    return draft + "/uploads/" + upload.path("id").asString();
  }

  private Answer complete(String draft, JsonNode upload) {
    return send("PUT", at(draft, upload), ADMIN);
  }

  private static void isProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }

  @Test
  void aFileInPartsIsTheFileAsAWhole() {
    String draft = fresh();
    JsonNode upload = open(draft, "model/big.bin", BYTES.length, "");
    assertThat(upload.path("via").asString()).isEqualTo("server");
    assertThat(upload.path("partSize").asInt()).isEqualTo(PART);
    assertThat(upload.path("parts")).hasSize(3);

    put(upload, 3);
    assertThat(put(upload, 1).header("ETag")).startsWith("\"");
    isProblem(complete(draft, upload), 409, "parts_missing");
    assertThat(complete(draft, upload).text()).contains("1 of 3 parts are missing: 2.");
    JsonNode again = get(at(draft, upload)).json();
    assertThat(again.path("parts").valueStream().map(p -> p.path("received").asBoolean()))
        .containsExactly(true, false, true);
    put(upload, 2);

    Answer whole = complete(draft, upload);

    assertThat(whole.status()).as(whole.text()).isEqualTo(201);
    assertThat(whole.json().path("sha256").asString()).isEqualTo(hex(BYTES));
    assertThat(whole.header("Location")).endsWith("/artifacts/model/big.bin");
    assertThat(get(whole.header("Location")).header("ETag"))
        .isEqualTo("\"sha256:" + hex(BYTES) + "\"");
    assertThat(complete(draft, upload).status()).as("the same call again").isEqualTo(200);
    assertThat(get(at(draft, upload)).json().path("status").asString()).isEqualTo("done");
    assertThat(send("POST", draft + "/finalize", ADMIN).status()).isEqualTo(200);
  }

  @Test
  void partsArriveAtOnceAndTwiceAndOneOfManyCompletionsMakesTheFile() {
    String draft = fresh();
    JsonNode upload = open(draft, "f", BYTES.length, ",\"sha256\":\"" + hex(BYTES) + "\"");
    List<CompletableFuture<Answer>> puts =
        IntStream.range(0, 6)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> put(upload, i % 3 + 1)))
            .toList();
    puts.forEach(put -> assertThat(put.join().status()).isEqualTo(200));

    List<Integer> ends =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> complete(draft, upload).status()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(ends).containsOnlyOnce(201).isSubsetOf(200, 201, 202);
    assertThat(get(draft + "/artifacts/f").header("ETag")).contains(hex(BYTES));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, PART - 1, PART + 1})
  void anotherLengthIsRefusedAndThePartStaysAsItWas(int length) {
    String draft = fresh();
    JsonNode upload = open(draft, "f", BYTES.length, "");
    put(upload, 1);
    isProblem(put(upload, 1, new byte[length]), 400, "invalid_field");
    isProblem(put(upload, 2, new byte[length]), 400, "invalid_field");
    put(upload, 2);
    put(upload, 3);
    assertThat(complete(draft, upload).json().path("sha256").asString()).isEqualTo(hex(BYTES));
  }

  @Test
  void noUploadMakesAFileAFolderOfAnother() {
    String draft = fresh();
    JsonNode upload = open(draft, "q", 5, "");
    assertThat(put(upload, 1).status()).isEqualTo(200);
    String below = draft + "/artifacts/q/r";
    assertThat(send(to(below, ADMIN).PUT(BodyPublishers.ofString("x"))).status()).isEqualTo(201);

    for (String path : List.of("q", "Q", "q/r/s"))
      isProblem(
          post(draft + "/uploads", "{\"path\":\"%s\",\"size\":5}".formatted(path)),
          409,
          "path_conflict");
    isProblem(complete(draft, upload), 409, "path_conflict");
    assertThat(send("DELETE", below, ADMIN).status()).isEqualTo(204);
    assertThat(complete(draft, upload).status()).isEqualTo(201);
  }

  @Test
  void up01AnotherDigestThanAnnouncedIsRefusedAndNothingIsKept() {
    String draft = fresh();
    JsonNode upload = open(draft, "f", BYTES.length, ",\"sha256\":\"" + "0".repeat(64) + "\"");
    for (int number = 1; number <= 3; number++) put(upload, number);

    isProblem(complete(draft, upload), 400, "digest_mismatch");

    isProblem(complete(draft, upload), 400, "digest_mismatch");
    isProblem(get(draft + "/artifacts/f"), 404, "artifact_not_found");
    Answer failed = get(at(draft, upload));
    assertThat(failed.json().path("status").asString()).isEqualTo("aborted");
    assertThat(failed.json().path("problem").asString()).startsWith("digest_mismatch: ");
    assertThat(queued(upload)).isEqualTo(1);
    saysWhyItHasEnded(draft, upload, "it failed", "Open a new upload");
  }

  @Test
  void aCompletedUploadTakesNoPartAndCannotBeAborted() {
    String draft = fresh();
    JsonNode upload = open(draft, "f", BYTES.length, "");
    for (int number = 1; number <= 3; number++) put(upload, number);
    complete(draft, upload);
    saysWhyItHasEnded(draft, upload, "it was completed");
  }

  private void saysWhyItHasEnded(String draft, JsonNode upload, String... why) {
    for (Answer late : List.of(put(upload, 1), send("DELETE", at(draft, upload), ADMIN))) {
      isProblem(late, 404, "upload_not_found");
      assertThat(late.json().path("detail").asString()).contains(why);
    }
  }

  private long queued(JsonNode upload) {
    return jdbc.sql(
            """
            select count(*) from upload u join blob_deletion d on d.key = u.key
            where u.id = :id::uuid and u.state = 'aborted'""")
        .param("id", upload.path("id").asString())
        .query(Long.class)
        .single();
  }

  @Test
  void aPartHasTheDigestThatItsRequestAnnounces() {
    String draft = fresh();
    JsonNode upload = open(draft, "f", BYTES.length, "");
    String url = upload.path("parts").path(0).path("url").asString();
    Answer refused =
        send(
            to(url, ADMIN)
                .header("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==")
                .PUT(BodyPublishers.ofByteArray(part(upload, 1))));
    isProblem(refused, 400, "digest_mismatch");
    assertThat(get(at(draft, upload)).text()).doesNotContain("\"received\":true");
  }

  @Test
  void up03AFinalizeWaitsForUploadsInPartsUntilTheyAreAborted() {
    String draft = fresh();
    send(to(draft + "/artifacts/small", ADMIN).PUT(BodyPublishers.ofString("x")));
    JsonNode upload = open(draft, "f", BYTES.length, "");
    assertThat(get(draft + "/uploads").json().path("items")).hasSize(1);

    Answer refused = send("POST", draft + "/finalize", ADMIN);
    isProblem(refused, 409, "upload_open");
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(refused.text()).contains("f is being uploaded");

    put(upload, 1);
    assertThat(send("DELETE", at(draft, upload), ADMIN).status()).isEqualTo(204);
    isProblem(send("DELETE", at(draft, upload), ADMIN), 404, "upload_not_found");
    isProblem(put(upload, 2), 404, "upload_not_found");
    isProblem(complete(draft, upload), 404, "upload_not_found");
    isProblem(get(at(draft, upload)), 404, "upload_not_found");
    assertThat(get(draft + "/uploads").json().path("items")).isEmpty();
    assertThat(send("POST", draft + "/finalize", ADMIN).status()).isEqualTo(200);
    isProblem(post(draft + "/uploads", "{\"path\":\"late\",\"size\":1}"), 409, "version_immutable");
  }

  @Test
  void authz05AnothersUploadDoesNotExist() {
    String draft = fresh();
    JsonNode upload = open(draft, "f", 10, "");
    String elsewhere = fresh();
    String id = upload.path("id").asString();
    String other = token("contributor", "*");
    for (String at : List.of(draft, elsewhere)) {
      String token = at.equals(draft) ? other : ADMIN;
      for (String method : List.of("GET", "PUT", "DELETE"))
        isProblem(send(method, at + "/uploads/" + id, token), 404, "upload_not_found");
      isProblem(
          send(
              to(at + "/uploads/" + id + "/parts/1", token)
                  .PUT(BodyPublishers.ofByteArray(new byte[10]))),
          404,
          "upload_not_found");
      assertThat(send("GET", at + "/uploads", token).json().path("items")).isEmpty();
    }
    for (String id2 : List.of("x", "00000000-0000-0000-0000-000000000000"))
      isProblem(get(draft + "/uploads/" + id2), 404, "upload_not_found");
    assertThat(get(at(draft, upload)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"path\":\"f\"}",
        "{\"size\":1}",
        "{\"path\":\"f\",\"size\":0}",
        "{\"path\":\"f\",\"size\":-1}",
        "{\"path\":\"f\",\"size\":1.5}",
        "{\"path\":\"f\",\"size\":\"1\"}",
        "{\"path\":\"../f\",\"size\":1}",
        "{\"path\":\"f\",\"size\":1,\"sha256\":\"x\"}",
        "{\"path\":\"f\",\"size\":1,\"via\":\"post\"}",
        "{\"path\":\"f\",\"size\":1,\"partSize\":1}"
      })
  void whatIsNoUploadIsRefused(String body) {
    Answer refused = post(fresh() + "/uploads", body);
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
  }

  @Test
  void aFileOverTheLimitIsRefusedWithTheFigures() {
    Answer refused = post(fresh() + "/uploads", "{\"path\":\"f\",\"size\":200000000000}");
    isProblem(refused, 413, "too_large");
    assertThat(refused.text()).contains("161061273600").contains("200000000000");
  }

  @Test
  void int08PartsGoStraightToTheStoreByUrlsOfAFewMinutes() throws Exception {
    String draft = fresh();
    JsonNode upload = open(draft, "direct", BYTES.length, ",\"via\":\"store\"");
    HttpClient client = HttpClient.newHttpClient();
    for (JsonNode part : upload.path("parts")) {
      HttpRequest put =
          HttpRequest.newBuilder(URI.create(part.path("url").asString()))
              .PUT(BodyPublishers.ofByteArray(part(upload, part.path("number").asInt())))
              .build();
      assertThat(client.send(put, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
    JsonNode again = get(at(draft, upload)).json();
    assertThat(again.path("parts").valueStream().map(p -> p.path("received").asBoolean()))
        .containsExactly(true, true, true);
    isProblem(
        send(
            to(at(draft, upload) + "/parts/1", ADMIN)
                .PUT(BodyPublishers.ofByteArray(part(upload, 1)))),
        400,
        "invalid_field");

    Answer whole = complete(draft, upload);

    assertThat(whole.status()).as(whole.text()).isEqualTo(201);
    assertThat(whole.json().path("sha256").asString()).isEqualTo(hex(BYTES));
    String audit = get("/api/v1/audit?limit=50").text();
    assertThat(audit).contains("upload.opened").contains("upload.signed");
    assertThat(audit).doesNotContain("X-Amz-Signature");
  }

  @Test
  void aLargeFileIsVerifiedAfterTheAnswer() {
    String draft = fresh();
    int parts = 5; // more than is verified at once
    byte[] zeros = new byte[PART];
    JsonNode upload = open(draft, "large", (long) parts * PART, "");
    for (int number = 1; number <= parts; number++) put(upload, number, zeros);

    Answer accepted = complete(draft, upload);

    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    assertThat(accepted.json().path("status").asString()).isEqualTo("verifying");
    assertThat(accepted.header("Retry-After")).isNotEmpty();
    Answer done = accepted;
    while (done.status() == 202) done = complete(draft, upload);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(done.json().path("size").asLong()).isEqualTo((long) parts * PART);
    assertThat(done.json().path("sha256").asString()).isEqualTo(hex(new byte[parts * PART]));
    Answer ready = send("POST", draft + "/finalize", ADMIN);
    assertThat(ready.json().path("status").asString()).as(ready.text()).isEqualTo("ready");
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
