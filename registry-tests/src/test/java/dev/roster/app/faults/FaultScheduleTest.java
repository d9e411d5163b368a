package dev.roster.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients upload, finalize, delete and purge while the store and the database fail and the server
 * is killed, and the collector, the expiry of uploads and the reconciler run all the time. {@code
 * -Droster.schedules=500} runs that many, {@code -Droster.schedules.seed=7} begins with this seed;
 * both together repeat one that failed.
 */
class FaultScheduleTest {
  private static final int SCHEDULES = Integer.getInteger("roster.schedules", 6);
  private static final long SEED = Long.getLong("roster.schedules.seed", 1);

  /**
   * A database and a store of their own after so many, so that looking through them stays short.
   */
  private static final int SCHEDULES_PER_STORE = 10;

  @TempDir Path temporary;

  @Test
  void gc01NothingIsLostDanglingOrLeftAfterFaultsAndKills() throws Exception {
    long begun = System.nanoTime();
    Map<Integer, Integer> statuses = new TreeMap<>();
    int kills = 0;
    for (int done = 0; done < SCHEDULES; ) {
      try (FaultyServer server = new FaultyServer(temporary.resolve("data-" + done))) {
        for (int i = 0; i < SCHEDULES_PER_STORE && done < SCHEDULES; i++, done++) {
          FaultSchedule schedule = FaultSchedule.of(SEED + done);
          FaultSchedule.Outcome outcome = schedule.run(server);
          outcome.statuses().forEach((status, n) -> statuses.merge(status, n, Integer::sum));
          kills += outcome.kills();
          if (!outcome.faults().isEmpty()) System.out.println(server.log());
          assertThat(outcome.faults())
              .as(
                  "%s; repeat it by -Droster.schedules=1 -Droster.schedules.seed=%d",
                  schedule, schedule.seed())
              .isEmpty();
        }
      }
    }
    System.out.printf(
        "%d schedules from seed %d, %d kills, %s: answers %s%n",
        SCHEDULES,
        SEED,
        kills,
        Duration.ofMillis((System.nanoTime() - begun) / 1_000_000),
        statuses);
    assertThat(statuses).as("answers").containsKeys(200, 201, 204, 503);
  }
}
