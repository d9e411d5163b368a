package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.OwnEngines;
import dev.roster.app.ServerProcess;
import dev.roster.app.cli.ChaosClient.Acknowledged;
import dev.roster.storage.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Thirty-two clients change everything while the server is killed twice. {@code
 * -Droster.test.chaos.seconds=60} makes it longer.
 */
class ChaosTest {
  private static final int CLIENTS = 32;
  private static final int MODELS = 4;
  private static final int VERSIONS = 5;
  private static final int LIVES = 3;
  private static final int ENOUGH = 50;
  private static final long SECONDS = Long.getLong("roster.test.chaos.seconds", 9);

  private final Engines.Database database = Engines.database();
  private final Engines.Bucket bucket = Engines.bucket();
  private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
  private final AtomicBoolean stop = new AtomicBoolean();
  private volatile CountDownLatch enough = new CountDownLatch(ENOUGH);
  private volatile CompletableFuture<Calls> serving = new CompletableFuture<>();

  @TempDir Path temporary;

  @Test
  void whatWasAcknowledgedIsInTheHistoryOnceThoughTheServerIsKilledTwice() throws Exception {
    List<String> models = IntStream.range(0, MODELS).mapToObj(i -> "chaos-" + i).toList();
    List<ChaosClient> clients =
        IntStream.range(0, CLIENTS).mapToObj(i -> client(i, models)).toList();
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS + 1);
    ServerProcess server = start();
    try {
      Calls calls = Calls.to(server);
      for (String model : models) prepare(calls, model);
      Future<Integer> watch = pool.submit(this::worstCount);
      serving.complete(calls);
      List<Future<?>> running = new ArrayList<>();
      for (ChaosClient client : clients) running.add(pool.submit(client));
      for (int life = 1; life <= LIVES; life++) {
        live();
        if (life == LIVES) break;
        serving = new CompletableFuture<>();
        server.kill();
        server = start();
        serving.complete(Calls.to(server));
      }
      stop.set(true);
      for (Future<?> client : running) client.get(120, TimeUnit.SECONDS);
      assertThat(watch.get()).as("versions of a model in production at once").isLessThan(2);
    } finally {
      stop.set(true);
      pool.shutdownNow();
      server.close();
    }
    assertThat(clients.stream().flatMap(client -> client.faults.stream())).isEmpty();
    CommandRun verified = verify();
    assertThat(verified.out()).contains("Sound");
    assertThat(verified.status()).isZero();
    eachOnce(clients);
  }

  private ChaosClient client(int number, List<String> models) {
    return new ChaosClient(
        number, () -> serving.join(), models, VERSIONS, stop, () -> enough.countDown());
  }

  /** As long as was asked for, and until enough was done, however slow the machine is. */
  private void live() throws InterruptedException {
    enough = new CountDownLatch(ENOUGH);
    new CountDownLatch(1).await(SECONDS * 1_000 / LIVES, TimeUnit.MILLISECONDS);
    assertThat(enough.await(120, TimeUnit.SECONDS)).as("clients get something done").isTrue();
  }

  private void eachOnce(List<ChaosClient> clients) {
    List<Acknowledged> all =
        clients.stream().flatMap(client -> client.acknowledged.stream()).toList();
    Map<String, Long> counts =
        all.stream()
            .collect(
                Collectors.groupingBy(Acknowledged::what, TreeMap::new, Collectors.counting()));
    Map<Integer, Long> statuses =
        clients.stream()
            .flatMap(client -> client.statuses.stream())
            .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
    System.out.println(
        "Chaos: %d clients, %d s, 2 kills: answers %s, acknowledged %s; in the history %d rows"
            .formatted(CLIENTS, SECONDS, statuses, counts, count("select count(*) from history")));
    assertThat(counts.keySet())
        .containsExactlyInAnyOrder("create", "describe", "move", "alias", "delete", "restore");
    List<String> wrong = new ArrayList<>();
    for (Acknowledged one : all) {
      long rows = rows(one);
      if (rows != 1) wrong.add(one + " is there " + rows + " times");
    }
    assertThat(wrong).isEmpty();
    deletionsAreCounted(clients, all);
  }

  private long rows(Acknowledged one) {
    return switch (one.what()) {
      case "create" ->
          jdbc.sql(
                  """
                  select count(*) from history h join version v on v.id = h.version_id
                  where h.fact = 'description' and h.value = to_jsonb(:mark::text) and h.at = v.created_at
                  """)
              .param("mark", one.mark())
              .query(Long.class)
              .single();
      case "describe" ->
          jdbc.sql(
                  """
                  select count(*) from history h join audit_entry e on e.id = h.audit_id
                  join audit_text t on t.entry_id = e.id
                  where h.fact = 'description' and h.value = to_jsonb(:mark::text)
                    and t.texts #>> '{description,value}' = :mark
                  """)
              .param("mark", one.mark())
              .query(Long.class)
              .single();
      case "move" ->
          jdbc.sql(
                  """
                  select count(*) from transition t join history h on h.version_id = t.version_id
                    and h.fact = 'stage' and h.at = t.at and h.value = to_jsonb(t.to_stage)
                  join audit_recorded e on e.id = h.audit_id and e.detail ->> 'id' = t.id::text
                  where t.id = :id::uuid
                  """)
              .param("id", one.mark())
              .query(Long.class)
              .single();
      case "alias" ->
          jdbc.sql(
                  """
                  select count(*) from history h join model m on m.id = h.model_id
                  where m.name = :model and h.fact = 'alias' and h.key = :alias
                    and h.at = :at::timestamptz and h.value ->> 'version' = :version
                  """)
              .param("model", one.model())
              .param("alias", one.mark().split(" ")[0])
              .param("at", one.mark().split(" ")[1])
              .param("version", String.valueOf(one.version()))
              .query(Long.class)
              .single();
      default -> 1; // deletions and restores bear no mark: they are counted
    };
  }

  private void deletionsAreCounted(List<ChaosClient> clients, List<Acknowledged> all) {
    Map<String, Long> unknown =
        clients.stream()
            .flatMap(client -> client.unknown.stream())
            .collect(Collectors.groupingBy(version -> version, Collectors.counting()));
    for (String deed : List.of("delete", "restore")) {
      Map<String, Long> told =
          all.stream()
              .filter(one -> one.what().equals(deed))
              .collect(
                  Collectors.groupingBy(
                      one -> one.model() + "/" + one.version(), Collectors.counting()));
      told.forEach(
          (version, times) -> {
            long there =
                jdbc.sql(
                        """
                        select count(*) from history h join version v on v.id = h.version_id
                        join model m on m.id = v.model_id
                        where m.name || '/' || v.number = :version and h.fact = 'deleted'
                          and h.value = to_jsonb(:deleted)
                        """)
                    .param("version", version)
                    .param("deleted", deed.equals("delete"))
                    .query(Long.class)
                    .single();
            long untold = deed.equals("delete") ? unknown.getOrDefault(version, 0L) : 0;
            assertThat(there).as(deed + " of " + version).isBetween(times, times + untold);
          });
    }
  }

  /** Looks all the time; a final look would be blind. */
  private int worstCount() {
    int worst = 0;
    while (!stop.get()) {
      int now =
          jdbc.sql(
                  """
                  select coalesce(max(n), 0) from (select count(*) as n from version
                    where stage = 'production' group by model_id) c
                  """)
              .query(Integer.class)
              .single();
      worst = Math.max(worst, now);
    }
    return worst;
  }

  private static void prepare(Calls calls, String model) throws Exception {
    calls.post("/api/v1/models", "{\"name\":\"" + model + "\"}");
    for (int number = 1; number <= VERSIONS; number++) {
      calls.ready(model, number);
      calls.move(model, number, "staging");
    }
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start(
        temporary.resolve("data"), OwnEngines.flags(database, bucket).toArray(String[]::new));
  }

  private CommandRun verify() {
    return CommandRun.of(
        Stream.concat(Stream.of("verify"), OwnEngines.flags(database, bucket).stream())
            .toArray(String[]::new));
  }
}
