package dev.roster.core.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTest {
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PERIOD = Duration.ofDays(10);
  private static final long MB = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "0, 0, true", // the first blob at once
    "0, 1, false",
    "3, 33, true", // a third of nine days, a third of the blobs
    "3, 34, false",
    "8, 89, false",
    "9, 99, true", // what is left when the time is over
    "20, 99, true"
  })
  void blobsAreDueAtAnEvenPaceOverNineTenthsOfThePeriod(int days, int visited, boolean isDue) {
    Round round = Round.begin(BEGUN, new Amount(100, 100 * MB));
    for (int blob = 1; blob <= visited; blob++) round = round.visited(blob, MB);
    Instant now = BEGUN.plus(Duration.ofDays(days));

    for (Walk walk : Walk.values())
      assertThat(round.isDue(walk, now, PERIOD)).as("%s", walk).isEqualTo(isDue);
  }

  @Test
  void theContentWalkGoesByBytesAndTheOtherByBlobs() {
    Round round = Round.begin(BEGUN, new Amount(2, 1000 * MB)).visited(1, 900 * MB);
    Instant now = BEGUN.plus(Duration.ofDays(6));

    assertThat(round.isDue(Walk.CONTENT, now, PERIOD)).isFalse();
    assertThat(round.isDue(Walk.PRESENCE, now, PERIOD)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Walk.class)
  void theNextRoundBeginsWhenTheTimeOfTheLastIsOver(Walk walk) {
    Round ended = Round.begin(BEGUN, new Amount(1, MB)).visited(1, MB).end();

    assertThat(ended.isDue(walk, BEGUN.plus(Duration.ofHours(9 * 24 - 1)), PERIOD)).isFalse();
    assertThat(ended.isDue(walk, BEGUN.plus(Duration.ofHours(9 * 24)), PERIOD)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Walk.class)
  void aRoundOverNothingEndsAtOnce(Walk walk) {
    assertThat(Round.begin(BEGUN, Amount.NONE).isDue(walk, BEGUN, PERIOD)).isTrue();
  }
}
