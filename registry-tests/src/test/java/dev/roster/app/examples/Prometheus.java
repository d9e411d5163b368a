package dev.roster.app.examples;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Debian's Prometheus with the shipped configuration; but for where the server is, where the token
 * lies, and how often it looks.
 */
final class Prometheus implements AutoCloseable {
  private static final Path SHIPPED = Shell.root().resolve("deploy/prometheus");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int port;

  private Prometheus(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  static Prometheus scraping(String target, Path token, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("rules"));
    try (Stream<Path> rules = Files.list(SHIPPED.resolve("rules"))) {
      for (Path file : rules.toList())
        Files.copy(file, folder.resolve("rules").resolve(file.getFileName()));
    }
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        Files.readString(SHIPPED.resolve("prometheus.yml"))
            .replace("roster:8080", target)
            .replace("/etc/prometheus/token/roster", token.toString())
            .replace("_interval: 30s", "_interval: 1s"));
    int port = freePort();
    Path log = folder.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Prometheus prometheus = new Prometheus(process, log, port);
    prometheus.awaitScrapes();
    return prometheus;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Two at least, so that rates have something to go by. */
  private void awaitScrapes() throws IOException {
    try {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .failFast("Prometheus ended", () -> !process.isAlive())
          .until(() -> first(query("count_over_time(up{job=\"roster\"}[1m])")) >= 2);
      await().atMost(PATIENCE).until(() -> first(query("up{job=\"roster\"}")) == 1);
    } catch (RuntimeException late) {
      close();
      throw new AssertionError("no scrapes; its log says:\n" + Files.readString(log), late);
    }
  }

  private static double first(JsonNode result) {
    return result.path(0).path("value").path(1).asDouble(0);
  }

  /** What a query gives now. */
  JsonNode query(String expression) {
    return get("/query?query=" + encoded(expression)).path("result");
  }

  /** What a query has given since the server was first seen, as a graph would ask. */
  JsonNode history(String expression) {
    Instant now = Instant.now();
    return get("/query_range?step=1&start="
            + now.minusSeconds(600).getEpochSecond()
            + "&end="
            + now.getEpochSecond()
            + "&query="
            + encoded(expression))
        .path("result");
  }

  /** Waits until it gives something. */
  JsonNode awaitData(String expression) {
    return await(expression)
        .atMost(PATIENCE)
        .until(() -> history(expression), result -> !result.isEmpty());
  }

  List<JsonNode> rules() {
    return get("/rules")
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode get(String path) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path));
      JsonNode answer =
          JsonMapper.shared()
              .readTree(client.send(request.build(), BodyHandlers.ofString()).body());
      if (!answer.path("status").asString().equals("success"))
        throw new AssertionError(path + ": " + answer);
      return answer.path("data");
    } catch (IOException away) {
      throw new IllegalStateException("Prometheus does not answer", away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
