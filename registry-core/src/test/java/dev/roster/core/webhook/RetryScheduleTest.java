package dev.roster.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
  private static final Instant NOW = Instant.parse("2026-03-03T14:05:00Z");

  private static Duration after(int tries, String retryAfter, double random) {
    return Duration.between(NOW, RetrySchedule.next(tries, retryAfter, NOW, random));
  }

  @ParameterizedTest
  @CsvSource({"1,PT5S", "2,PT1M", "3,PT5M", "4,PT30M", "5,PT2H", "6,PT6H", "7,PT6H", "100,PT6H"})
  void eachTryWaitsLongerUpToSixHours(int tries, Duration wait) {
    assertThat(after(tries, null, 0.5)).isEqualTo(wait);
    assertThat(after(tries, null, 0)).isEqualTo(wait.multipliedBy(9).dividedBy(10));
    assertThat(after(tries, null, 1)).isEqualTo(wait.multipliedBy(11).dividedBy(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | PT2M",
        "' 120 ' | PT2M",
        "1 | PT5S", // shorter than the table
        "0 | PT5S",
        "86400 | PT24H",
        "86401 | PT24H",
        "999999999 | PT24H",
        "99999999999999999999 | PT24H",
        "-5 | PT5S",
        "1.5 | PT5S",
        "soon | PT5S",
        "'' | PT5S",
        "Tue, 3 Mar 2026 14:15:00 GMT | PT10M",
        "Tue, 3 Mar 2026 13:00:00 GMT | PT5S",
        "Fri, 3 Mar 2028 14:15:00 GMT | PT24H"
      })
  void aReceiverMayAskForALongerWaitUpToADay(String retryAfter, Duration wait) {
    assertThat(after(1, retryAfter, 0.5)).isEqualTo(wait);
  }

  @Test
  void theWaitOfTheTableHoldsIfTheWishIsShorter() {
    assertThat(after(3, "60", 0.5)).isEqualTo(Duration.ofMinutes(5));
  }
}
