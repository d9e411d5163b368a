package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows that take much memory, many at a time, on a server with a heap of 512 MiB. Each body is
 * counted or refused, and the server goes on.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RowMemoryTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PARQUET = "application/vnd.apache.parquet";
  private static final int AT_ONCE = 8;

  @TempDir static Path here;
  private ServerProcess server;
  private String token;

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start(here.resolve("data"));
    server.url();
    token = server.adminToken();
    json("/models", "{\"name\":\"m\"}");
    json("/models/m/versions", "{}");
    HttpResponse<String> baseline =
        send(
                "PUT",
                "/models/m/versions/1/baseline",
                "text/csv",
                BodyPublishers.ofString("x,a\n1,b\n2,c\n"))
            .join();
    assertThat(baseline.statusCode()).as(baseline.body()).isEqualTo(201);
  }

  @AfterAll
  void stop() throws InterruptedException {
    server.close();
  }

  /** 4,000 rows of three texts of 60,000 bytes: 720 MB that compress to little. */
  @Test
  void dos01ASmallParquetFileOfLargeTextsIsCountedInLittleMemory() throws Exception {
    String text = "repeat(chr((97 + i %% 20)::int), %d)";
    byte[] valid =
        parquet(
            "select i as x, %1$s as a, %1$s as b, %1$s as c from range(4000) t(i)"
                .formatted(text.formatted(60_000)));
    assertThat(valid.length).isLessThan(1 << 20);
    assertThat(observed(valid, "large")).contains(201).isSubsetOf(201, 429);
    assertThat(frozen(valid)).contains(201).isSubsetOf(201, 429);
    byte[] beyond =
        parquet(
            "select i as x, %1$s as a, %1$s as b from range(4000) t(i)"
                .formatted(text.formatted(65_537)));
    assertThat(observed(beyond, "beyond")).contains(201).isSubsetOf(201, 429);
    isAlive();
  }

  @Test
  void dos01AWideParquetFileIsCountedAndAWiderOneRefused() throws Exception {
    String texts =
        IntStream.range(0, 500)
            .mapToObj(i -> "'text ' || (i %% 100 + %d) as t%d".formatted(i, i))
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();
    byte[] wide = parquet("select i as x, " + texts + " from range(2100) t(i)");
    assertThat(frozen(wide)).contains(201).isSubsetOf(201, 429);
    String more = texts.replace("'text '", "repeat('ü', 300)").replace("as t", "as u");
    byte[] wider = parquet("select i as x, " + texts + ", " + more + " from range(10) t(i)");
    assertThat(frozen(wider)).isSubsetOf(413, 429);
    isAlive();
  }

  @Test
  void dos01LargeNestedValuesAreCountedOrRefused() throws Exception {
    byte[] nested =
        parquet(
            "select i as x, range(20000) as a, {'l': [repeat('y', 60000)]} as s,"
                + " map([repeat('k', 60000)], [1]) as m from range(2100) t(i)");
    assertThat(observed(nested, "nested")).isSubsetOf(201, 413, 429);
    isAlive();
  }

  @Test
  void dos01ARefusalSaysWhenToComeAgain() throws Exception {
    byte[] text = parquet("select i as x, 'a' as a from range(10) t(i)");
    List<HttpResponse<String>> answers =
        IntStream.range(0, 40).mapToObj(i -> observe(text, "few-" + i)).toList().stream()
            .map(CompletableFuture::join)
            .toList();
    for (HttpResponse<String> answer : answers) {
      assertThat(answer.statusCode()).as(answer.body()).isIn(201, 429);
      if (answer.statusCode() == 429)
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }

  private byte[] parquet(String select) throws Exception {
    Path file = Files.createTempFile(here, "rows", ".parquet");
    Files.delete(file);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "copy (" + select + ") to '" + file + "' (format parquet, compression zstd)");
    }
    return Files.readAllBytes(file);
  }

  private List<Integer> observed(byte[] rows, String batch) {
    return statuses(IntStream.range(0, AT_ONCE).mapToObj(i -> observe(rows, batch + i)).toList());
  }

  private CompletableFuture<HttpResponse<String>> observe(byte[] rows, String batch) {
    String path = "/models/m/versions/1/observations?source=s&batch=" + batch;
    return send("POST", path, PARQUET, BodyPublishers.ofByteArray(rows));
  }

  /** Each on a version of its own. */
  private List<Integer> frozen(byte[] rows) throws Exception {
    List<Integer> versions =
        IntStream.range(0, AT_ONCE)
            .map(
                i -> {
                  String made = json("/models/m/versions", "{}");
                  return Integer.parseInt(made.replaceAll("(?s).*\"version\":(\\d+).*", "$1"));
                })
            .boxed()
            .toList();
    return statuses(
        versions.stream()
            .map(
                version ->
                    send(
                        "PUT",
                        "/models/m/versions/" + version + "/baseline",
                        PARQUET,
                        BodyPublishers.ofByteArray(rows)))
            .toList());
  }

  private static List<Integer> statuses(List<CompletableFuture<HttpResponse<String>>> calls) {
    return calls.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();
  }

  private void isAlive() throws Exception {
    HttpResponse<String> answer =
        send("GET", "/models/m", "application/json", BodyPublishers.noBody()).join();
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private String json(String path, String body) {
    HttpResponse<String> answer =
        send("POST", path, "application/json", BodyPublishers.ofString(body)).join();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.body();
  }

  private CompletableFuture<HttpResponse<String>> send(
      String method, String path, String type, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .method(method, body)
            .build();
    return HTTP.sendAsync(request, BodyHandlers.ofString());
  }
}
