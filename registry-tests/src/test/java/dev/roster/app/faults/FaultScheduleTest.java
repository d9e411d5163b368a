package dev.roster.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients upload, finalize, delete and purge while the store and the database fail and the server
 * is killed, and the collector, the expiry of uploads, the reconciler and the scrub run all the
 * time. {@code -Droster.schedules=500} runs that many, {@code -Droster.schedules.seed=7} begins
 * with this seed; both together repeat one that failed. {@code -Droster.schedules.all=true} goes on
 * after a failure.
 */
class FaultScheduleTest {
  private static final int SCHEDULES = Integer.getInteger("roster.schedules", 6);

  /** So that six have both kinds of store, a crash point on both, and a kill. */
  private static final long SEED = Long.getLong("roster.schedules.seed", 6);

  private static final boolean ALL = Boolean.getBoolean("roster.schedules.all");

  @TempDir Path temporary;

  @Test
  void gc01NothingIsLostDanglingOrLeftAfterFaultsAndKills() throws Exception {
    long begun = System.nanoTime();
    Map<Integer, Integer> statuses = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    int kills = 0;
    long end = SEED + SCHEDULES;
    for (long seed = SEED; seed < end; ) {
      try (FaultyServer server = FaultSchedule.of(seed).start(temporary.resolve("data-" + seed))) {
        long next = Math.min(end, (seed / FaultSchedule.PER_STORE + 1) * FaultSchedule.PER_STORE);
        for (; seed < next; seed++) {
          FaultSchedule schedule = FaultSchedule.of(seed);
          FaultSchedule.Outcome outcome = schedule.run(server);
          outcome.statuses().forEach((status, n) -> statuses.merge(status, n, Integer::sum));
          kills += outcome.kills();
          if (outcome.faults().isEmpty()) continue;
          faults.add(
              "%s: %s; repeat it by -Droster.schedules=1 -Droster.schedules.seed=%d"
                  .formatted(schedule, outcome.faults(), seed));
          System.out.println(faults.get(faults.size() - 1));
          if (!ALL) System.out.println(server.log());
          if (!ALL) assertThat(faults).isEmpty();
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
    assertThat(faults).isEmpty();
    assertThat(statuses).as("answers").containsKeys(200, 201, 204, 503);
  }
}
