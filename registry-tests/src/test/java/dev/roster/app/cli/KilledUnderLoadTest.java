package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.ServerProcess;
import dev.roster.core.digest.Sha256;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server, its PostgreSQL, or both are killed amid uploads and promotions. {@code
 * -Droster.kills=20} kills that often.
 */
class KilledUnderLoadTest {
  private static final int KILLS = Integer.getInteger("roster.kills", 2);
  private static final int CLIENTS = 8;

  /** What is acknowledged between one start and the next kill, at least. */
  private static final int ACKNOWLEDGED = 12;

  private static final String MODEL = "/api/v1/models/credit";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path temporary;

  private final Map<Integer, String> digests = new ConcurrentHashMap<>();
  private final Queue<String> moves = new ConcurrentLinkedQueue<>();
  private final Semaphore acknowledged = new Semaphore(0);

  @Test
  void ops03NothingAcknowledgedIsLostWhenItIsKilledUnderLoad() throws Exception {
    Path folder = temporary.resolve("data");
    List<Duration> starts = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (ServerProcess server = ServerProcess.start(folder)) {
        Calls calls = started(server, starts);
        if (kill == 0) calls.post("/api/v1/models", "{\"name\":\"credit\"}");
        killedUnderLoad(server, calls, kill);
      }
    }
    try (ServerProcess last = ServerProcess.start(folder)) {
      Calls calls = started(last, starts);
      for (int version : digests.keySet())
        assertThat(sha256(calls.bytes(MODEL + "/versions/" + version + "/artifacts/model.bin")))
            .as("version %d", version)
            .isEqualTo(digests.get(version));
      assertThat(recorded(calls)).containsAll(moves);
    }
    System.out.printf(
        "%d kills: %d versions and %d moves acknowledged, none lost; starts took %s%n",
        KILLS, digests.size(), moves.size(), starts);
    CommandRun verified = CommandRun.of("verify", "--data-dir", folder.toString());
    assertThat(verified.out()).contains("Sound");
    assertThat(verified.status()).isZero();
  }

  private static Calls started(ServerProcess server, List<Duration> starts) throws IOException {
    long begun = System.nanoTime();
    Calls calls = Calls.to(server);
    starts.add(Duration.ofMillis((System.nanoTime() - begun) / 1_000_000));
    return calls;
  }

  private void killedUnderLoad(ServerProcess server, Calls calls, int kill) throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Void>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        Random random = new Random(kill * 100L + client);
        clients.add(pool.submit(() -> work(calls, random, killed)));
      }
      assertThat(acknowledged.tryAcquire(ACKNOWLEDGED, 2, TimeUnit.MINUTES)).isTrue();
      killed.set(true);
      if (kill % 3 != 1) server.killPostgres();
      server.kill();
      for (Future<Void> client : clients) client.get();
    } finally {
      pool.shutdownNow();
    }
  }

  private Void work(Calls calls, Random random, AtomicBoolean killed) throws Exception {
    try {
      while (!killed.get()) registerAndPromote(calls, random);
    } catch (IOException | CompletionException gone) {
      if (!killed.get()) throw gone;
    }
    return null;
  }

  private void registerAndPromote(Calls calls, Random random) throws Exception {
    String draft =
        calls.post(MODEL + "/versions", "{\"description\":\"" + random.nextLong() + "\"}");
    int version = JSON.readTree(draft).get("version").asInt();
    byte[] bytes = new byte[random.nextInt(300_000)];
    random.nextBytes(bytes);
    String path = MODEL + "/versions/" + version;
    calls.put(path + "/artifacts/model.bin", BodyPublishers.ofByteArray(bytes)).join();
    calls.post(path + "/finalize", "{}");
    digests.put(version, sha256(bytes));
    acknowledged.release();
    calls.move("credit", version, "staging");
    String move = calls.move("credit", version, "production");
    moves.add(JSON.readTree(move).get("id").asString());
    acknowledged.release();
  }

  private static Set<String> recorded(Calls calls) throws Exception {
    Set<String> ids = new HashSet<>();
    for (String cursor = ""; cursor != null; ) {
      JsonNode page = JSON.readTree(calls.get(MODEL + "/transitions?limit=200" + cursor).body());
      page.get("items").forEach(item -> assertThat(ids.add(item.get("id").asString())).isTrue());
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asString();
    }
    return ids;
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.hash(bytes));
  }
}
