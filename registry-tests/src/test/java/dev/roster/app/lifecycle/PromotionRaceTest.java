package dev.roster.app.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Thirty-two clients promote different versions of one model while a watcher looks. {@code
 * -Droster.race.seconds=20} keeps them at it for that long.
 */
class PromotionRaceTest extends RunningServer {
  private static final int CLIENTS = 32;
  private static final int ROUNDS = 8;
  private static final Duration AT_LEAST =
      Duration.ofSeconds(Long.getLong("roster.race.seconds", 0));

  @Test
  void int02NeverTwoInProductionNorNoneAfterTheFirst() throws Exception {
    String model = model("race");
    List<Integer> versions = IntStream.range(0, CLIENTS).mapToObj(i -> ready(model)).toList();
    for (int version : versions) move(model, version, "staging");
    move(model, versions.get(0), "production");
    long id =
        jdbc.sql("select id from model where name = :name")
            .param("name", model)
            .query(Long.class)
            .single();

    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS + 1);
    try {
      Future<List<Integer>> watch = pool.submit(() -> counts(id, done));
      ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
      long end = System.nanoTime() + AT_LEAST.toNanos();
      List<Future<?>> clients = new ArrayList<>();
      for (int version : versions)
        clients.add(
            pool.submit(
                () -> {
                  for (int round = 0; round < ROUNDS || System.nanoTime() < end; round++)
                    statuses.add(move(model, version, "production").status());
                }));
      for (Future<?> client : clients) client.get();
      done.set(true);
      assertThat(watch.get()).isNotEmpty().containsOnly(1);
      assertThat(statuses).allMatch(status -> status == 201 || status == 409 || status == 503);
    } finally {
      pool.shutdownNow();
    }
    historyAndAuditAgree(id);
  }

  private List<Integer> counts(long model, AtomicBoolean done) {
    List<Integer> seen = new ArrayList<>();
    while (!done.get())
      seen.add(
          jdbc.sql("select count(*) from version where model_id = :id and stage = 'production'")
              .param("id", model)
              .query(Integer.class)
              .single());
    return seen;
  }

  /** Replayed in order, the transitions lead from stage to stage, and each has its entry. */
  private void historyAndAuditAgree(long model) {
    int broken =
        jdbc.sql(
                """
                select count(*) from (
                  select from_stage, lag(to_stage, 1, 'none') over (partition by version_id order by seq) as before
                  from transition where model_id = :id) t
                where from_stage <> before
                """)
            .param("id", model)
            .query(Integer.class)
            .single();
    assertThat(broken).isZero();
    int unlike =
        jdbc.sql(
                """
                select count(*) from (select id::text from transition where model_id = :id) t
                full join (select detail ->> 'id' as id from audit_recorded
                  where model_id = :id and action = 'version.transitioned') a using (id)
                where t is null or a is null
                """)
            .param("id", model)
            .query(Integer.class)
            .single();
    assertThat(unlike).isZero();
    int backwards =
        jdbc.sql(
                """
                select count(*) from (
                  select at < lag(at, 1, '-infinity'::timestamptz) over (order by id) as back
                  from audit_recorded where model_id = :id) a
                where back
                """)
            .param("id", model)
            .query(Integer.class)
            .single();
    assertThat(backwards).as("entries whose time lies before that of the entry before").isZero();
  }
}
