package dev.roster.app.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What happens in one schedule, all of it from the seed: what the clients do, how often the store
 * fails, how often connections to the database are cut, and where the server is killed. Faults
 * begin and end after so many answers to the clients.
 *
 * @param onFolder whether the bytes are in a folder, as on the embedded engines, or in a bucket
 * @param storeFaults the share of calls to the store that meet a fault
 * @param cuts how often all connections to the database are reset
 * @param storeAway whether the store is away for a while
 * @param kill after how many answers the server is killed; 0 is never
 * @param crashPoint at which step of the server it is killed instead
 */
record FaultSchedule(
    long seed,
    boolean onFolder,
    double storeFaults,
    int cuts,
    boolean storeAway,
    int kill,
    @Nullable CrashPoint crashPoint) {
  /** How many schedules in sequence have the same kind of store. */
  static final int PER_STORE = 10;

  private static final int CLIENTS = 3;
  private static final int CONTENTS = 6;
  private static final long CRASH_PATIENCE = 3;
  private static final long CLIENT_PATIENCE = 180;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration LONGEST_FAULT = Duration.ofMillis(500);
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /**
   * How a schedule ended.
   *
   * @param faults what should not have happened
   */
  record Outcome(List<String> faults, Map<Integer, Integer> statuses, int kills) {}

  /** Crash points follow one another, so that few schedules meet all of them. */
  static FaultSchedule of(long seed) {
    Random random = new Random(seed * SPREAD); // seeds in sequence begin alike
    boolean onFolder = seed / PER_STORE % 2 == 1;
    List<CrashPoint> points =
        Arrays.stream(CrashPoint.values())
            .filter(point -> !onFolder || !point.isOfStore())
            .toList();
    boolean atPoint = seed % 5 == 1;
    return new FaultSchedule(
        seed,
        onFolder,
        onFolder ? 0 : List.of(0.0, 0.03, 0.1, 0.3).get(random.nextInt(4)),
        random.nextInt(3),
        !onFolder && random.nextInt(4) == 0,
        seed % 5 == 3 ? 1 + random.nextInt(60) : 0,
        atPoint ? points.get(random.nextInt(points.size())) : null);
  }

  /** A server with the store of this schedule. */
  FaultyServer start(Path folder) throws IOException {
    return onFolder ? FaultyServer.onFolder(folder) : FaultyServer.onBucket(folder);
  }

  Outcome run(FaultyServer server)
      throws InterruptedException, ExecutionException, TimeoutException, IOException {
    long begun = System.nanoTime();
    Random random = new Random(seed * SPREAD + 1);
    FaultyCalls calls = new FaultyCalls(server::url, FaultyServer.TOKEN);
    List<byte[]> shared = IntStream.range(0, CONTENTS).mapToObj(i -> content(random, i)).toList();
    List<FaultyClient> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(
                i ->
                    new FaultyClient(
                        "m-" + seed + "-" + i,
                        new ClientFiles(new Random(random.nextLong()), shared),
                        calls,
                        !onFolder))
            .toList();
    int kills = 0;
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS + 1);
    try {
      if (crashPoint != null) server.ambush.lay(crashPoint);
      server.store.trouble(storeFaults, new Random(random.nextLong()));
      Random disturbances = new Random(random.nextLong());
      List<Future<?>> running = new ArrayList<>();
      for (FaultyClient client : clients) running.add(pool.submit(client));
      Future<?> disturbing = pool.submit(() -> disturb(server, calls, disturbances));
      if (crashPoint != null) {
        server.ambush.await(CRASH_PATIENCE);
        server.ambush.lift();
        server.kill();
        kills++;
      } else if (kill > 0) {
        calls.awaitAnswers(kill, PATIENCE);
        server.kill();
        kills++;
      }
      for (Future<?> client : running) client.get(CLIENT_PATIENCE, TimeUnit.SECONDS);
      disturbing.get();
    } finally {
      pool.shutdownNow();
      server.store.trouble(0, random);
      server.toDatabase.mend();
      server.store.mend();
    }
    Duration acted = Duration.ofNanos(System.nanoTime() - begun);
    List<String> faults = new ArrayList<>(calls.faults());
    List<ExpectedVersion> versions =
        clients.stream().flatMap(client -> client.versions().stream()).toList();
    faults.addAll(new Settled(server, calls).faults(versions));
    System.out.printf(
        "%s: %d ms, settled after %d ms, answers %s%n",
        this,
        acted.toMillis(),
        Duration.ofNanos(System.nanoTime() - begun).minus(acted).toMillis(),
        calls.statuses());
    return new Outcome(faults, calls.statuses(), kills);
  }

  private @Nullable Void disturb(FaultyServer server, FaultyCalls calls, Random random)
      throws InterruptedException {
    for (int cut = 0; cut < cuts; cut++) {
      calls.awaitAnswers(random.nextInt(40), PATIENCE);
      server.cutDatabase();
      calls.awaitAnswers(random.nextInt(3), LONGEST_FAULT);
      server.toDatabase.mend();
    }
    if (storeAway) {
      calls.awaitAnswers(random.nextInt(40), PATIENCE);
      server.cutStore();
      calls.awaitAnswers(random.nextInt(10), LONGEST_FAULT);
      server.store.mend();
    }
    return null;
  }

  private static byte[] content(Random random, int number) {
    byte[] bytes = new byte[List.of(0, 1, 100, 3_000, 9_000, 60_000).get(number)];
    random.nextBytes(bytes);
    return bytes;
  }
}
