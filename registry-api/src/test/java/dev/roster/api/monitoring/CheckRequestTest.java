package dev.roster.api.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckRequestTest {
  private static final String FROM = "2026-01-05T09:00:00Z";

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T10:00:00Z, true",
    "2026-01-05T09:00:00Z, false",
    "2026-01-05T08:00:00Z, false",
    "2026-01-05T10:00:01Z, false",
    "2026-01-05T10:30:00Z, false",
    "2036-01-13T09:00:00Z, true",
    "2036-01-13T10:00:00Z, false"
  })
  void aWindowIsOfFullHoursAndAtMostTenYears(String to, boolean taken) {
    CheckRequest request = request(Instant.parse(FROM), Instant.parse(to), null);

    if (taken) assertThat(request.window().to()).isEqualTo(Instant.parse(to));
    else assertThatThrownBy(request::window).isInstanceOf(Refused.class);
  }

  @Test
  void aWindowHasBothItsEnds() {
    assertThat(request(null, null, null).isPresent()).isTrue();
    assertThatThrownBy(() -> request(Instant.parse(FROM), null, null).window())
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> request(null, Instant.parse(FROM), null).window())
        .isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"PT1H, 1", "PT24H, 24", "P1D, 24", "P7D, 168"})
  void aStepIsWholeHours(String step, long hours) {
    assertThat(replay(step).stepLength()).isEqualTo(Duration.ofHours(hours));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PT0S", "PT30M", "PT1H1S", "PT1H0.5S", "-P1D", "P1M", "1 day"})
  void otherStepsAreRefused(String step) {
    assertThatThrownBy(() -> replay(step).stepLength()).isInstanceOf(Refused.class);
  }

  @Test
  void aStepGoesWithAReplayOnly() {
    assertThat(replay("P1D").isReplay()).isTrue();
    assertThat(request(null, null, null).isReplay()).isFalse();
    assertThatThrownBy(() -> request(null, null, "P1D").isReplay()).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> new CheckRequest(null, null, true, null).stepLength())
        .isInstanceOf(Refused.class);
  }

  private static CheckRequest request(
      @Nullable Instant from, @Nullable Instant to, @Nullable String step) {
    return new CheckRequest(from, to, null, step);
  }

  private static CheckRequest replay(String step) {
    return new CheckRequest(null, null, true, step);
  }
}
