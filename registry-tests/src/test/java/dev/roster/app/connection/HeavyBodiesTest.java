package dev.roster.app.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bodies of JSON, and files of models, that take much memory, many at a time, on a server with a
 * heap of 512 MiB. Each is taken or refused, and the server goes on.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HeavyBodiesTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int AT_ONCE = 12;

  /** Just below the values that a document may have. */
  private static final int MANY = 190_000;

  @TempDir static Path here;
  private ServerProcess server;
  private String token;

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start(here.resolve("data"));
    server.url();
    token = server.adminToken();
    ok(send("POST", "/models", "{\"name\":\"m\"}"));
    ok(send("POST", "/models/m/versions", "{}"));
  }

  @AfterAll
  void stop() throws InterruptedException {
    server.close();
  }

  /** The body has one of the parts below in place of the sign. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "POST; /models; {\"name\":\"x\",\"tags\":#}",
        "POST; /models/m/versions; {\"hyperparameters\":{\"h\":#}}",
        "POST; /models/m/versions; {\"signature\":{\"inputs\":[#]}}",
        "POST; /models/m/versions/1/metrics; {\"metrics\":[#]}",
        "POST; /models/m/versions/1/finalize; {\"files\":[#]}",
        "PATCH; /models/m; {\"tags\":#}",
        "PATCH; /models/m/versions/1; {\"hyperparameters\":{\"h\":#}}",
        "POST; /models/m/monitors; {\"rules\":#}",
        "POST; /tags; {\"versions\":[#]}",
        "POST; /lineage; {\"eventType\":\"START\",\"run\":{\"runId\":\"0190b2d4-0000-7000-8000-000000000001\",\"facets\":{\"f\":#}},\"job\":{\"namespace\":\"n\",\"name\":\"j\"}}",
      })
  void dos03ManySmallValuesAreTakenOrRefused(String method, String path, String around) {
    for (String heavy :
        List.of(
            "[" + "[],".repeat(MANY / 2 - 1) + "[]]",
            "[" + "{\"a\":1},".repeat(MANY / 2 - 1) + "{}]",
            members())) {
      String body = around.replace("#", heavy);
      taken(i -> sent(method, path, body.getBytes(UTF_8), "identity"));
    }
    isAlive();
  }

  private static String members() {
    return IntStream.range(0, MANY)
        .mapToObj(i -> "\"n" + i + "\":1")
        .collect(joining(",", "{", "}"));
  }

  @Test
  void dos03ADocumentOfTooManyValuesIsRefusedByTheLimit() {
    String body = "{\"name\":\"x\",\"tags\":[" + "[],".repeat(100_000) + "[]]}";
    HttpResponse<String> answer = send("POST", "/models", body);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("200,000 values");
  }

  /** 190,000 values in some kilobytes. */
  @Test
  void dos05AnEventThatInflatesToManyValuesIsTakenOrRefused() throws IOException {
    String event =
        "{\"eventType\":\"START\",\"eventTime\":\"2026-01-01T00:00:00Z\",\"run\":{\"runId\":"
            + "\"0190b2d4-0000-7000-8000-000000000001\",\"facets\":{\"f\":{\"l\":["
            + "{\"a\":[]},".repeat(MANY / 3 - 1)
            + "{}]}}},\"job\":{\"namespace\":\"n\",\"name\":\"j\"}}";
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
      gzip.write(event.getBytes(UTF_8));
    }
    taken(i -> sent("POST", "/lineage", small.toByteArray(), "gzip"));
    isAlive();
  }

  @Test
  void theLargestBatchOfMetricsIsTaken() {
    String metrics =
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    "{\"name\":\"loss\",\"value\":0.5,\"step\":%d,\"dataset\":\"validation\",\"at\":\"2026-01-01T00:00:00Z\"}"
                        .formatted(i))
            .collect(joining(",", "{\"metrics\":[", "]}"));
    HttpResponse<String> answer = send("POST", "/models/m/versions/1/metrics", metrics);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  /** Each file is about as heavy as its reader takes; two versions are read at a time. */
  @ParameterizedTest
  @CsvSource({"model.onnx", "saved_model.pb", "config.pbtxt", "MLmodel"})
  void dos01FilesOfManySmallPartsAreReadOrGivenUp(String name) {
    byte[] file = file(name);
    List<String> versions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String made = send("POST", "/models/m/versions", "{}").body();
      String version = made.replaceAll("(?s).*\"version\":(\\d+).*", "/models/m/versions/$1");
      for (int j = 0; j < 4; j++)
        ok(sent("PUT", version + "/artifacts/" + j + "/" + name, file, "identity").join());
      versions.add(version);
    }
    List<HttpResponse<String>> answers =
        versions.stream()
            .map(version -> sent("POST", version + "/finalize", "{}".getBytes(UTF_8), "identity"))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(answers).allSatisfy(a -> assertThat(a.statusCode()).isIn(200, 429));
    isAlive();
  }

  private static byte[] file(String name) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    switch (name) {
      case "model.onnx" -> {
        for (int i = 0; i < 40_000; i++) part.writeBytes(message(11, message(1, "x" + i)));
        for (int i = 0; i < 200_000; i++) part.writeBytes(message(5, message(8, "w" + i)));
        return message(7, part.toByteArray());
      }
      case "saved_model.pb" -> {
        for (int i = 0; i < 5_000; i++) part.writeBytes(message(1, message(1, "x" + i)));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(message(1, message(4, "serve")));
        for (int i = 0; i < 999; i++) {
          all.writeBytes(message(5, join(message(1, "s" + i), message(2, part.toByteArray()))));
        }
        return message(2, all.toByteArray());
      }
      case "config.pbtxt" -> {
        return ("a{a{a{}}}\n".repeat(33_000)).getBytes(UTF_8);
      }
      default -> {
        return ("signature:\n  inputs: '[" + "{\"a\":{}},".repeat(49_000) + "{}]'\n")
            .getBytes(UTF_8);
      }
    }
  }

  private static byte[] message(int field, String text) {
    return message(field, text.getBytes(UTF_8));
  }

  private static byte[] message(int field, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(field << 3 | 2);
    int rest = content.length;
    for (; rest > 0x7f; rest >>>= 7) bytes.write(rest & 0x7f | 0x80);
    bytes.write(rest);
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] one, byte[] other) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(one);
    bytes.writeBytes(other);
    return bytes.toByteArray();
  }

  private void taken(IntFunction<CompletableFuture<HttpResponse<String>>> call) {
    List<HttpResponse<String>> answers =
        IntStream.range(0, AT_ONCE).mapToObj(call).toList().stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
              if (answer.statusCode() == 429)
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
  }

  private void isAlive() {
    ok(send("PATCH", "/models/m", "{\"description\":\"alive\"}"));
  }

  private static void ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  private HttpResponse<String> send(String method, String path, String body) {
    return sent(method, path, body.getBytes(UTF_8), "identity").join();
  }

  private CompletableFuture<HttpResponse<String>> sent(
      String method, String path, byte[] body, String encoding) {
    String type = path.contains("/artifacts/") ? "application/octet-stream" : "application/json";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    return HTTP.sendAsync(request, BodyHandlers.ofString());
  }
}
