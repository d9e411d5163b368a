package dev.roster.core.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A run is the same, however often and in whatever order its events come. */
class RunTest {
  private static final UUID ID = new UUID(1, 2);

  private static RunEvent event(Random random) {
    Instant at = Instant.ofEpochSecond(random.nextInt(4));
    List<RunData> inputs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--)
      inputs.add(
          new RunData(
              "ns",
              "d" + random.nextInt(3),
              random.nextBoolean()
                  ? null
                  : new Timestamped<>(at, random.nextInt(4) == 0 ? null : "v" + random.nextInt(3)),
              random.nextBoolean() ? null : new Timestamped<>(at, "s" + random.nextInt(3)),
              random.nextBoolean()
                  ? null
                  : new Timestamped<>(
                      at, List.of(new RunData.Field("f" + random.nextInt(3), null)))));
    return new RunEvent(
        ID,
        RunState.values()[random.nextInt(RunState.values().length)],
        at,
        "ns" + random.nextInt(2),
        "job" + random.nextInt(2),
        "p" + random.nextInt(2),
        inputs,
        List.of(),
        random.nextBoolean() ? Set.of() : Set.of(new UUID(3, random.nextInt(3))),
        List.of());
  }

  private static Run all(List<RunEvent> events) {
    return events.stream().map(RunEvent::toRun).reduce(Run::with).orElseThrow();
  }

  @Test
  void orderAndNumberDoNotMatter() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<RunEvent> events = new ArrayList<>();
      for (int i = 1 + random.nextInt(6); i > 0; i--) events.add(event(random));
      Run wanted = all(events);
      List<RunEvent> again = new ArrayList<>(events);
      again.addAll(events.subList(0, random.nextInt(events.size() + 1)));
      Collections.shuffle(again, random);
      assertThat(all(again)).as("seed " + seed).isEqualTo(wanted);
    }
  }

  @Test
  void whatEndsARunOutranksWhatCameLater() {
    RunEvent done = event(RunState.COMPLETE, 10), late = event(RunState.RUNNING, 20);
    Run run = all(List.of(late, done));
    assertThat(run.state()).isEqualTo(RunState.COMPLETE);
    assertThat(run.endedAt()).isEqualTo(Instant.ofEpochSecond(10));
    assertThat(run.last().at()).isEqualTo(Instant.ofEpochSecond(20));
    Run twice = all(List.of(event(RunState.FAIL, 5), done));
    assertThat(twice.state()).isEqualTo(RunState.COMPLETE);
    assertThat(all(List.of(event(RunState.START, 3), event(RunState.START, 1))).startedAt())
        .isEqualTo(Instant.ofEpochSecond(1));
    assertThat(all(List.of(late)).endedAt()).isNull();
  }

  private static RunEvent event(RunState state, long second) {
    return new RunEvent(
        ID,
        state,
        Instant.ofEpochSecond(second),
        "ns",
        "job",
        "p",
        List.of(),
        List.of(),
        Set.of(),
        List.of());
  }
}
