package dev.roster.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.monitoring.observation.BatchReport;
import dev.roster.core.monitoring.observation.RowCounter;
import dev.roster.core.monitoring.observation.RowTimes;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.profile.ProfileBytes;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.monitoring.baseline.BaselineFreezer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of a batch, hour by hour. */
class HourlyProfilesTest {
  private static final Instant FROM = Instant.parse("2021-06-01T00:00:00Z");
  private static final Baseline BASELINE =
      BaselineFreezer.freeze(
              RowFormat.CSV,
              body("x\n1\n2\n"),
              new Roles(null, null, null, null, null, List.of(), List.of()))
          .baseline();

  @Test
  void dos03HoursThatComeAgainAndAgainAreMerged() {
    HourlyProfiles hours = new HourlyProfiles(BASELINE, 10_000);
    int size = 0;
    for (int round = 0; round < 100; round++)
      for (int hour = 0; hour < 60; hour++) {
        ProfileSum profile = hours.at(FROM.plus(hour, ChronoUnit.HOURS));
        profile.addRow();
        profile.count(0, 0);
        size += ProfileBytes.of(profile).length;
      }
    assertThat(size).isGreaterThan(20_000); // unmerged
    assertThat(hours.finish().values())
        .hasSize(60)
        .allSatisfy(
            bytes -> {
              ProfileSum sum = BASELINE.emptyProfile();
              ProfileBytes.addTo(sum, bytes);
              assertThat(sum.rows()).isEqualTo(100);
            });
  }

  @Test
  void dos03TooManyHoursAreRefused() {
    HourlyProfiles hours = new HourlyProfiles(BASELINE, 1_000);
    assertThatThrownBy(
            () -> {
              for (int hour = 0; hour < 1_000; hour++)
                hours.at(FROM.plus(hour, ChronoUnit.HOURS)).addRow();
            })
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(ProblemCode.TOO_LARGE));
  }

  @Test
  void in01ValuesThatAreNoNumbersAreReportedInTextThatCanBeWritten() {
    RowCounter.Counted counted =
        BatchCounter.count(
                BASELINE,
                RowFormat.NDJSON,
                body("{\"x\":\"\\ud800\"}\n{\"x\":1e200}\n{\"x\":-1e300}\n{\"x\":1}\n"),
                RowTimes.at(FROM, FROM))
            .counted("digest");
    assertThat(counted.rows()).isEqualTo(4);
    assertThat(counted.rejected())
        .extracting(BatchReport.Rejected::detail)
        .containsExactly("'?' is not a number", "is out of range", "is out of range");
  }

  private static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
