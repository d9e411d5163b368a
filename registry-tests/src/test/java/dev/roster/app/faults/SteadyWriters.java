package dev.roster.app.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that promote versions of models, one change of a model at a time. Each change is repeated
 * with its key, on any server, until it is acknowledged.
 */
final class SteadyWriters implements AutoCloseable {
  /** What the names of their models begin with. */
  static final String PREFIX = "killed-";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CHANGES_PER_CHECKPOINT = 10;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final List<Future<?>> running = new ArrayList<>();
  private final AtomicInteger repeated = new AtomicInteger();
  private final Semaphore allowed = new Semaphore(0);
  private final Semaphore made = new Semaphore(0);
  private final Set<String> checkpoints = ConcurrentHashMap.newKeySet();
  private final List<String> servers;
  private final String token;

  /** Models that no client changes at the moment. */
  private final BlockingQueue<Target> idle = new LinkedBlockingQueue<>();

  private final List<Target> targets = new ArrayList<>();
  private volatile boolean ended;

  /** A model with two versions, and the reasons of its acknowledged promotions, in their order. */
  private static final class Target {
    private final String model;
    private final List<String> acknowledged = new ArrayList<>();
    private int changes;

    private Target(String model) {
      this.model = model;
    }
  }

  /**
   * @param servers their URLs
   */
  SteadyWriters(List<String> servers, String token, int models) {
    this.servers = new CopyOnWriteArrayList<>(servers);
    this.token = token;
    for (int n = 0; n < models; n++) targets.add(new Target(PREFIX + n));
  }

  /** A server that was started again is found at another URL. */
  void moved(int server, String url) {
    servers.set(server, url);
  }

  /** Registers the models with two versions each, in staging. */
  void register() {
    List<Future<?>> all = new ArrayList<>();
    for (Target target : targets)
      all.add(
          clients.submit(
              () -> {
                String path = "/api/v1/models/" + target.model;
                send("POST", "/api/v1/models", "{\"name\":\"%s\"}".formatted(target.model), null);
                for (int number = 1; number <= 2; number++) {
                  String version = path + "/versions/" + number;
                  send("POST", path + "/versions", "{}", null);
                  send("PUT", version + "/artifacts/a.bin", target.model, null);
                  send("POST", version + "/finalize", "{}", null);
                  send("POST", version + "/transitions", "{\"to\":\"staging\"}", null);
                }
                return null;
              }));
    join(all);
    idle.addAll(targets);
  }

  void start(int count) {
    for (int n = 0; n < count; n++) running.add(clients.submit(this::write));
  }

  private Void write() throws Exception {
    while (true) {
      if (allowed.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        Target target = idle.take();
        promote(target);
        idle.add(target);
      } else if (ended) {
        return null;
      }
    }
  }

  private void promote(Target target) throws Exception {
    String reason = target.model + " " + ++target.changes;
    String path =
        "/api/v1/models/%s/versions/%d/transitions".formatted(target.model, target.changes % 2 + 1);
    String body = "{\"to\":\"production\",\"reason\":\"%s\"}".formatted(reason);
    while (!isAcknowledged(path, body, reason.replace(' ', '-'))) repeated.incrementAndGet();
    target.acknowledged.add(reason);
    made.release();
    if (target.changes % CHANGES_PER_CHECKPOINT == 0) keepCheckpoint();
  }

  private void keepCheckpoint() throws InterruptedException {
    try {
      HttpResponse<String> answer = send("GET", "/api/v1/audit/checkpoint", "", null);
      if (answer.statusCode() == 200) checkpoints.add(answer.body());
    } catch (IOException away) {
      repeated.incrementAndGet();
    }
  }

  /** A client does not know whether a change happened whose answer did not come. */
  private boolean isAcknowledged(String path, String body, String key) throws Exception {
    try {
      HttpResponse<String> answer = send("POST", path, body, key);
      if (answer.statusCode() == 201) return true;
      if (answer.statusCode() >= 500 || answer.headers().firstValue("Retry-After").isPresent())
        return false;
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    } catch (IOException away) {
      return false;
    }
  }

  private HttpResponse<String> send(String method, String path, String body, String key)
      throws IOException, InterruptedException {
    String server = servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header(
                "Content-Type",
                path.contains("/artifacts/") ? "application/octet-stream" : "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (key != null) request.header("Idempotency-Key", key);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  void post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("POST", path, body, null);
    if (answer.statusCode() != 201) throw new AssertionError(answer.body());
  }

  /** The body of an answer of any server. */
  String get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", null).body();
  }

  /** Lets the clients make so many more changes. Returns when half of them are acknowledged. */
  void begin(int changes) throws Exception {
    allowed.release(changes);
    while (!made.tryAcquire(changes / 2, 1, TimeUnit.SECONDS))
      for (Future<?> client : running) if (client.isDone()) client.get(); // fails as it did
  }

  /** The reasons of the acknowledged promotions, by model, once all that they may do is done. */
  Map<String, List<String>> stop() {
    ended = true;
    join(running);
    Map<String, List<String>> all = new TreeMap<>();
    for (Target target : targets) all.put(target.model, target.acknowledged);
    return all;
  }

  /** The checkpoints that were seen meanwhile. */
  Set<String> checkpoints() {
    return checkpoints;
  }

  int repeated() {
    return repeated.get();
  }

  private static void join(List<Future<?>> all) {
    for (Future<?> each : all)
      try {
        each.get(5, TimeUnit.MINUTES);
      } catch (Exception failed) {
        throw new IllegalStateException(failed);
      }
  }

  @Override
  public void close() {
    ended = true;
    clients.shutdownNow();
  }
}
