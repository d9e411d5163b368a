package dev.roster.app.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.app.OwnServer;
import dev.roster.app.RunningServer.Answer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static OwnServer server;

  @BeforeAll
  static void start() {
    server =
        OwnServer.with(
            Map.of(
                "roster.quotas.files-per-version", "3",
                "roster.quotas.bytes-per-version", "1000B",
                "roster.quotas.bytes-per-model", "1500B",
                "roster.quotas.versions-per-model", "3",
                "roster.quotas.bytes-per-token", "100KB",
                "roster.quotas.uploads-per-version", "2"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void dos14AFileBeyondTheBytesOfItsVersionIsRefusedWithTheFigures() {
    String version = version(model());
    assertThat(put(version, "a", 600).status()).isEqualTo(201);

    Answer refused = put(version, "b", 401);

    isRefused(refused, 413, "too_large");
    assertThat(refused.json().path("detail").asString())
        .contains("600 bytes", "401", "at most 1,000", "roster.quotas.bytes-per-version");
    assertThat(put(version, "b", 400).status()).as("up to the limit").isEqualTo(201);
    assertThat(put(version, "a", 500).status()).as("another file in its place").isEqualTo(200);
    isRefused(put(version, "a", 601), 413, "too_large");
  }

  @Test
  void dos14AFileWhoseSizeNobodyAnnouncedIsRefusedAndNotKept() {
    String version = version(model());
    byte[] bytes = bytes(1001);
    HttpRequest.Builder streamed =
        server
            .to("PUT", version + "/artifacts/a", "")
            .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));

    isRefused(server.send(streamed), 413, "too_large");

    assertThat(server.send("GET", version + "/artifacts", "").json().path("items").size()).isZero();
    assertThat(put(version, "a", 1000).status()).isEqualTo(201);
  }

  @Test
  void dos14TheFilesOfAVersionAreCountedAndARemovedOneMakesRoom() {
    String version = version(model());
    for (String path : List.of("a", "b", "c"))
      assertThat(put(version, path, 1).status()).isEqualTo(201);

    Answer refused = put(version, "d", 1);

    isRefused(refused, 413, "too_large");
    assertThat(refused.json().path("detail").asString())
        .contains("3 files", "at most 3", "roster.quotas.files-per-version");
    assertThat(put(version, "c", 2).status()).isEqualTo(200);
    assertThat(server.send("DELETE", version + "/artifacts/a", "").status()).isEqualTo(204);
    assertThat(put(version, "d", 1).status()).isEqualTo(201);
  }

  @Test
  void dos14TheVersionsOfAModelShareItsBytesAndAPurgeFreesThem() {
    String model = model();
    String first = version(model);
    String second = version(model);
    assertThat(put(first, "a", 900).status()).isEqualTo(201);

    Answer refused = put(second, "a", 601);

    isRefused(refused, 413, "too_large");
    assertThat(refused.json().path("detail").asString())
        .contains("900 bytes", "601", "at most 1,500", "roster.quotas.bytes-per-model");
    assertThat(server.send("DELETE", first, "").status()).isEqualTo(204);
    isRefused(put(second, "a", 601), 413, "too_large");
    assertThat(server.send("POST", first + "/purge", "").status()).isLessThan(300);
    assertThat(put(second, "a", 601).status()).isEqualTo(201);
  }

  @Test
  void dos14AVersionTooManyIsRefused() {
    String model = model();
    for (int i = 0; i < 3; i++) version(model);

    Answer refused = server.send("POST", model + "/versions", "{}");

    isRefused(refused, 413, "too_large");
    assertThat(refused.json().path("detail").asString())
        .contains("3 versions", "at most 3", "roster.quotas.versions-per-model");
    assertThat(server.send("DELETE", model + "/versions/1", "").status()).isEqualTo(204);
    assertThat(server.send("POST", model + "/versions/1/purge", "").status()).isLessThan(300);
    assertThat(server.send("POST", model + "/versions", "{}").status()).isEqualTo(201);
  }

  @Test
  void dos14UploadsAtOnceCannotBothTakeTheLastRoom() {
    for (int round = 0; round < 5; round++) {
      String version = version(model());
      assertThat(put(version, "a", 500).status()).isEqualTo(201);
      List<CompletableFuture<Answer>> racers =
          IntStream.range(0, 2)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> put(version, "r" + i, 300)))
              .toList();

      assertThat(racers.stream().map(racer -> racer.join().status()))
          .containsExactlyInAnyOrder(201, 413);
    }
  }

  @Test
  void dos14AnUploadTooManyIsToldToWait() throws Exception {
    String version = version(model());
    List<Socket> slow = List.of(begin(version + "/artifacts/s0"), begin(version + "/artifacts/s1"));

    await().until(() -> uploading(version) == 2);
    Answer refused = put(version, "third", 1);
    isRefused(refused, 429, "too_many_requests");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.json().path("detail").asString())
        .contains("2 open uploads", "at most 2", "roster.quotas.uploads-per-version");

    for (Socket each : slow) assertThat(complete(each)).startsWith("HTTP/1.1 201");
    assertThat(put(version, "third", 1).status()).isBetween(200, 201);
  }

  /** Finalize names the files that are being uploaded. */
  private static int uploading(String version) {
    Answer refused = server.send("POST", version + "/finalize", "");
    return refused.code().equals("upload_open") ? refused.json().path("errors").size() : 0;
  }

  /** Sends the first of two bytes. */
  private static Socket begin(String path) throws IOException {
    Socket socket = new Socket("127.0.0.1", server.at("/").getPort());
    String head =
        "PUT %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 2\r\n\r\n"
            .formatted(path, OwnServer.TOKEN);
    socket.getOutputStream().write((head + "a").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String complete(Socket socket) throws IOException {
    try (socket) {
      socket.getOutputStream().write('b');
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private static void isRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }

  private static String model() {
    String name = "m-" + UUID.randomUUID();
    Answer made = server.send("POST", "/api/v1/models", "{\"name\":\"" + name + "\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return "/api/v1/models/" + name;
  }

  private static String version(String model) {
    Answer made = server.send("POST", model + "/versions", "{}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return model + "/versions/" + made.json().path("version").asInt();
  }

  private static Answer put(String version, String path, int size) {
    return server.send(
        server
            .to("PUT", version + "/artifacts/" + path, "")
            .PUT(BodyPublishers.ofByteArray(bytes(size))));
  }

  /** Other bytes each time. */
  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }
}
