package dev.roster.app.faults;

import dev.roster.core.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls to a server that may fail or die. An answer that no fault explains is kept. */
final class FaultyCalls {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Set<Integer> FAIR = Set.of(200, 201, 202, 204, 404, 409, 410, 412, 429, 503);

  /** An answer; status 0: none came. */
  record Answer(int status, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return JSON.readTree(text());
    }

    String code() {
      return status / 100 == 2 || status == 0 ? "" : json().path("code").asString("");
    }

    boolean isDone() {
      return status / 100 == 2;
    }

    /** Whether the call may have had its effect, or may not. */
    boolean isUnknown() {
      return status == 0 || code().equals("outcome_unknown");
    }

    String sha256() {
      return HexFormat.of().formatHex(Sha256.hash(bytes));
    }
  }

  private final Supplier<String> server;
  private final String token;
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private int answers;

  /**
   * @param server where the server answers; waits until one runs
   */
  FaultyCalls(Supplier<String> server, String token) {
    this.server = server;
    this.token = token;
  }

  Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody(), Map.of());
  }

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody(), Map.of());
  }

  Answer put(String path, BodyPublisher body) {
    return send("PUT", path, body, Map.of());
  }

  Answer put(String path, BodyPublisher body, Map<String, String> headers) {
    return send("PUT", path, body, headers);
  }

  Answer post(String path, String json) {
    return send("POST", path, json(json), Map.of());
  }

  /** Sends the call with the same key until somebody tells its outcome. */
  Answer post(String path, String json, String key) {
    while (true) {
      Answer answer = send("POST", path, json(json), Map.of("Idempotency-Key", key));
      if (answer.status() != 0
          && answer.status() != 503
          && !answer.code().equals("idempotency_key_in_use")) return answer;
    }
  }

  /** Sends bytes straight to the store; its answer in words of the server. */
  Answer putToStore(URI signed, byte[] bytes) {
    HttpRequest request =
        HttpRequest.newBuilder(signed)
            .version(HttpClient.Version.HTTP_1_1) // as the proxy speaks it
            .timeout(PATIENCE)
            .PUT(BodyPublishers.ofByteArray(bytes))
            .build();
    return HTTP.sendAsync(request, BodyHandlers.ofString())
        .thenApply(FaultyCalls::ofStore)
        .exceptionally(FaultyCalls::none)
        .join();
  }

  private static Answer ofStore(HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 200 -> new Answer(200, new byte[0]);
      case 404 -> new Answer(404, "{\"code\":\"upload_not_found\"}".getBytes());
      case 500, 503 -> new Answer(503, "{\"code\":\"storage_unavailable\"}".getBytes());
      default -> throw new IllegalStateException("the store: " + answer + answer.body());
    };
  }

  private static BodyPublisher json(String json) {
    return json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
  }

  private Answer send(String method, String path, BodyPublisher body, Map<String, String> headers) {
    return sendAsync(method, path, body, headers).join();
  }

  CompletableFuture<Answer> sendAsync(
      String method, String path, BodyPublisher body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.get() + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .method(method, body);
    if (method.equals("POST")) request.header("Content-Type", "application/json");
    headers.forEach(request::header);
    return HTTP.sendAsync(request.build(), BodyHandlers.ofByteArray())
        .thenApply(answer -> judged(method, path, answer))
        .exceptionally(this::unanswered);
  }

  private Answer judged(String method, String path, HttpResponse<byte[]> answer) {
    Answer judged = new Answer(answer.statusCode(), answer.body());
    count(judged.status());
    if (!isFair(judged)) report(method + " " + path, judged);
    return judged;
  }

  private static boolean isFair(Answer answer) {
    return FAIR.contains(answer.status())
        || answer.status() == 400 && answer.code().equals("digest_mismatch");
  }

  private Answer unanswered(Throwable failed) {
    Answer none = none(failed);
    count(none.status());
    return none;
  }

  private static Answer none(Throwable failed) {
    Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
    if (cause instanceof IOException || cause instanceof UncheckedIOException)
      return new Answer(0, new byte[0]);
    throw new CompletionException(cause);
  }

  private synchronized void count(int status) {
    statuses.merge(status, 1, Integer::sum);
    answers++;
    notifyAll();
  }

  /** Waits until so many more calls were answered, or the time is over. */
  synchronized void awaitAnswers(int more, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (int enough = answers + more; answers < enough; ) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) return;
      wait(left);
    }
  }

  synchronized Map<Integer, Integer> statuses() {
    return new TreeMap<>(statuses);
  }

  void report(String call, Answer answer) {
    faults.add(call + ": " + answer.status() + " " + answer.text());
  }

  void report(String fault) {
    faults.add(fault);
  }

  Queue<String> faults() {
    return faults;
  }
}
