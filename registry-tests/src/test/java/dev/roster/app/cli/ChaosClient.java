package dev.roster.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does all that clients do, while the server dies, and remembers what was acknowledged. */
final class ChaosClient implements Runnable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Set<Integer> FAIR = Set.of(404, 409, 410, 412, 429, 503);

  /**
   * Something that was acknowledged.
   *
   * @param what create, describe, move, alias, delete or restore
   * @param mark what finds it: a description, a transition's id, an alias with its time
   */
  record Acknowledged(String what, String model, @Nullable Integer version, String mark) {}

  /** An answer; status 0: none came. */
  private record Answer(int status, String etag, String text) {
    JsonNode json() {
      return JSON.readTree(text);
    }
  }

  final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  final Queue<String> faults = new ConcurrentLinkedQueue<>();

  /** Deletions of shared versions whose outcome nobody was told. */
  final Queue<String> unknown = new ConcurrentLinkedQueue<>();

  private final int number;
  private final Random random;
  private final Supplier<Calls> server;
  private final List<String> models;
  private final int versions;
  private final AtomicBoolean stop;
  private final Runnable progress;
  private final Map<String, Integer> drafts = new HashMap<>();
  private int counter;

  /**
   * @param server waits until one runs
   * @param versions how many ready ones each model has
   * @param progress told of each acknowledged change
   */
  ChaosClient(
      int number,
      Supplier<Calls> server,
      List<String> models,
      int versions,
      AtomicBoolean stop,
      Runnable progress) {
    this.number = number;
    this.random = new Random(number);
    this.server = server;
    this.models = models;
    this.versions = versions;
    this.stop = stop;
    this.progress = progress;
  }

  @Override
  public void run() {
    while (!stop.get()) {
      counter++;
      String model = models.get(random.nextInt(models.size()));
      int version = 1 + random.nextInt(versions);
      switch (random.nextInt(9)) {
        case 0 -> create(model);
        case 1, 2 -> describe(model, null);
        case 3 -> describe(model, version);
        case 4, 5 -> move(model, version);
        case 6 -> alias(model, version);
        case 7 -> rollBack(model);
        default -> deleteAndRestore(model, version);
      }
    }
  }

  private void keep(Acknowledged done) {
    acknowledged.add(done);
    progress.run();
  }

  private void create(String model) {
    String mark = mark();
    Answer made = keyed(path(model) + "/versions", "{\"description\":\"" + mark + "\"}", mark);
    if (made.status() != 201) return;
    int draft = made.json().path("version").asInt();
    keep(new Acknowledged("create", model, draft, mark));
    drafts.put(model, draft);
  }

  private void describe(String model, @Nullable Integer version) {
    String path = version == null ? path(model) : path(model) + "/versions/" + version;
    Answer seen = call("GET", path, null, Map.of());
    if (seen.status() != 200) return;
    String mark = mark();
    Answer changed =
        call("PATCH", path, "{\"description\":\"" + mark + "\"}", Map.of("If-Match", seen.etag()));
    if (changed.status() == 200) keep(new Acknowledged("describe", model, version, mark));
  }

  private void move(String model, int version) {
    Answer seen = call("GET", path(model) + "/versions/" + version, null, Map.of());
    if (seen.status() != 200) return;
    String to =
        switch (seen.json().path("stage").asString()) {
          case "none", "retired" -> "staging";
          case "staging" -> random.nextInt(4) == 0 ? "none" : "production";
          default -> "staging";
        };
    String mark = mark();
    moved(
        model,
        keyed(
            path(model) + "/versions/" + version + "/transitions",
            "{\"to\":\"" + to + "\",\"reason\":\"" + mark + "\"}",
            mark));
  }

  private void rollBack(String model) {
    String mark = mark();
    moved(model, keyed(path(model) + "/rollback", "{\"reason\":\"" + mark + "\"}", mark));
  }

  private void moved(String model, Answer done) {
    if (done.status() != 201) return;
    JsonNode transition = done.json();
    keep(
        new Acknowledged(
            "move", model, transition.path("version").asInt(), transition.path("id").asString()));
  }

  private void alias(String model, int version) {
    String alias = "alias-" + random.nextInt(8);
    Answer put =
        call("PUT", path(model) + "/aliases/" + alias, "{\"version\":" + version + "}", Map.of());
    if (put.status() == 200 || put.status() == 201)
      keep(
          new Acknowledged(
              "alias", model, version, alias + " " + put.json().path("updatedAt").asString()));
  }

  /** A draft of its own, whose outcomes it can find out, and now and then a shared version. */
  private void deleteAndRestore(String model, int shared) {
    if (random.nextInt(4) == 0) {
      String path = path(model) + "/versions/" + shared;
      Answer deleted = call("DELETE", path, null, Map.of());
      if (deleted.status() == 204) keep(new Acknowledged("delete", model, shared, "shared"));
      else if (isUnknown(deleted)) unknown.add(model + "/" + shared);
      restore(model, shared, "shared");
      return;
    }
    Integer own = drafts.get(model);
    if (own == null) return;
    String path = path(model) + "/versions/" + own;
    Answer deleted = call("DELETE", path, null, Map.of());
    if (isUnknown(deleted) && !isGone(path)) return;
    if (deleted.status() != 204 && !isUnknown(deleted)) {
      faults.add("DELETE " + path + " " + deleted.status() + " " + deleted.text());
      return;
    }
    keep(new Acknowledged("delete", model, own, "own"));
    if (!restore(model, own, "own")) drafts.remove(model);
  }

  private boolean restore(String model, int version, String whose) {
    Answer restored = keyed(path(model) + "/versions/" + version + "/restore", "", mark());
    if (restored.status() == 200) keep(new Acknowledged("restore", model, version, whose));
    return restored.status() == 200;
  }

  private static boolean isUnknown(Answer answer) {
    return answer.status() == 0 || answer.status() == 503;
  }

  private boolean isGone(String path) {
    while (true) {
      int status = call("GET", path, null, Map.of()).status();
      if (status == 410) return true;
      if (status == 200) return false;
      if (status != 0 && status != 503) {
        faults.add("GET " + path + " " + status);
        return false;
      }
    }
  }

  /** Again with the same key until somebody answers, as it may be done before. */
  private Answer keyed(String path, String json, String key) {
    while (true) {
      Answer answer = call("POST", path, json, Map.of("Idempotency-Key", key));
      boolean inUse = answer.status() == 409 && answer.text().contains("idempotency_key_in_use");
      if (answer.status() != 0 && answer.status() != 503 && !inUse) return answer;
    }
  }

  private Answer call(
      String method, String path, @Nullable String json, Map<String, String> headers) {
    Calls to = server.get();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(to.url() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + to.token())
            .header("Content-Type", "application/json")
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      int status = answer.statusCode();
      statuses.add(status);
      if (status / 100 != 2 && !FAIR.contains(status))
        faults.add(method + " " + path + " " + status + " " + answer.body());
      return new Answer(status, answer.headers().firstValue("ETag").orElse(""), answer.body());
    } catch (IOException died) {
      statuses.add(0);
      return new Answer(0, "", String.valueOf(died));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private String mark() {
    return "mark-" + number + "-" + counter + "-" + random.nextInt(1_000_000);
  }

  private static String path(String model) {
    return "/api/v1/models/" + model;
  }
}
