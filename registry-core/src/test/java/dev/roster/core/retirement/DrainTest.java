package dev.roster.core.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.consumer.Consumer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private static Consumer user(String name, Duration ago) {
    return new Consumer(name, NOW.minus(ago), 1, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-1S, 0 s",
    "PT59S, 59 s",
    "PT60S, 1 min",
    "PT59M59S, 59 min",
    "PT1H, 1 h",
    "PT47H59M, 47 h",
    "PT48H, 2 days",
    "P400D, 400 days",
  })
  void itNamesWhoUsesTheVersionAndSinceWhen(Duration ago, String words) {
    Drain drain = Drain.of(List.of(user("batch-eu", ago)), "P7D", NOW);
    assertThat(drain.drained()).isFalse();
    assertThat(drain.blockers())
        .containsExactly("batch-eu resolved it " + words + " ago; drain is P7D");
    assertThat(drain.detail()).isEqualTo(drain.blockers().get(0));
  }

  @Test
  void withoutUsersItIsDrained() {
    Drain drain = Drain.of(List.of(), "PT1M", NOW);
    assertThat(drain.drained()).isTrue();
    assertThat(drain.detail()).isEqualTo("nobody resolved it for PT1M");
  }

  @Test
  void itNamesAtMostTwentyUsers() {
    Consumer one = user("one", Duration.ZERO);
    assertThat(Drain.of(Collections.nCopies(20, one), "PT1M", NOW).blockers())
        .hasSize(20)
        .allMatch(blocker -> blocker.startsWith("one "));
    assertThat(Drain.of(Collections.nCopies(21, one), "PT1M", NOW).blockers())
        .hasSize(21)
        .last()
        .asString()
        .startsWith("more consumers");
  }
}
