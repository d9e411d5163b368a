package dev.roster.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.core.monitoring.observation.BatchReport;
import dev.roster.core.monitoring.observation.HourlyCounts;
import dev.roster.core.monitoring.observation.RowCounter;
import dev.roster.core.monitoring.observation.RowTimes;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.ProfileBytes;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.monitoring.baseline.BaselineFreezer;
import dev.roster.monitoring.rows.TestReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rows of a batch, hour by hour. */
class HourlyProfilesTest {
  private static final Instant FROM = Instant.parse("2021-06-01T00:00:00Z");
  private static final Baseline BASELINE =
      BaselineFreezer.freeze(
              TestReader.READER,
              RowDialect.of(RowFormat.CSV),
              body("x\n1\n2\n"),
              new Roles(null, null, null, null, null, List.of(), List.of()))
          .baseline();

  @Test
  void dos03HoursThatComeAgainAndAgainAreMergedInMemory() {
    HourlyProfiles hours =
        new HourlyProfiles(
            BASELINE,
            new HourlyProfiles.Limits(100_000, 0),
            TestReader.READER.temporary(),
            TestReader.READER.claim());
    for (int round = 0; round < 100; round++) countOneIn(hours, IntStream.range(0, 1_100));
    assertThat(rows(hours.finish())).hasSize(1_100).allMatch(rows -> rows == 100);
  }

  @Test
  void hoursThatDoNotFitIntoMemoryAreCountedInAnyOrder() {
    List<Integer> order = new ArrayList<>();
    for (int row = 0; row < 20_000; row++) order.add(row * 5_000 / 20_000);
    for (int seed = 0; seed < 3; seed++) {
      HourlyProfiles hours =
          new HourlyProfiles(
              BASELINE,
              new HourlyProfiles.Limits(5_000, 10 << 20),
              TestReader.READER.temporary(),
              TestReader.READER.claim());
      countOneIn(hours, order.stream().mapToInt(Integer::intValue));
      HourlyCounts counts = hours.finish();
      assertThat(counts)
          .extracting(HourlyCounts.Hour::begin)
          .containsExactlyElementsOf(
              IntStream.range(0, 5_000).mapToObj(h -> FROM.plus(h, ChronoUnit.HOURS)).toList());
      assertThat(rows(counts)).as("again").hasSize(5_000).allMatch(rows -> rows == 4);
      counts.close();
      Collections.shuffle(order, new Random(seed));
    }
  }

  @Test
  void dos03ABatchThatFillsTheTemporaryFileIsRefused() {
    try (HourlyProfiles hours =
        new HourlyProfiles(
            BASELINE,
            new HourlyProfiles.Limits(1_000, 9_999),
            TestReader.READER.temporary(),
            TestReader.READER.claim())) {
      assertThatThrownBy(() -> countOneIn(hours, IntStream.range(0, 10_000)))
          .isInstanceOfSatisfying(
              Refused.class,
              no -> {
                assertThat(no.code()).isEqualTo(ProblemCode.TOO_LARGE);
                assertThat(no).hasMessageContaining("9999 bytes").hasMessageNotContaining("sort");
              });
    }
  }

  @Test
  void theTemporaryFileIsThereUntilTheCountsAreClosed() {
    HourlyProfiles hours =
        new HourlyProfiles(
            BASELINE,
            new HourlyProfiles.Limits(1_000, 10 << 20),
            TestReader.READER.temporary(),
            TestReader.READER.claim());
    countOneIn(hours, IntStream.range(0, 3_000));
    HourlyCounts counts = hours.finish();
    hours.close();
    assertThat(rows(counts)).hasSize(3_000);
    counts.close();
    assertThatThrownBy(() -> rows(counts))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(ProblemCode.STORAGE_UNAVAILABLE));
  }

  private static void countOneIn(HourlyProfiles hours, IntStream rows) {
    rows.forEach(
        hour -> {
          ProfileSum profile = hours.at(FROM.plus(hour, ChronoUnit.HOURS));
          profile.addRow();
          profile.count(0, hour % 2);
        });
  }

  private static List<Long> rows(HourlyCounts hours) {
    List<Long> rows = new ArrayList<>();
    for (HourlyCounts.Hour hour : hours) {
      ProfileSum sum = BASELINE.emptyProfile();
      ProfileBytes.addTo(sum, hour.counts());
      rows.add(sum.rows());
    }
    return rows;
  }

  @Test
  void in01ValuesThatAreNoNumbersAreReportedInTextThatCanBeWritten() {
    RowCounter.Counted counted =
        BatchCounter.count(
                TestReader.READER,
                BASELINE,
                RowDialect.of(RowFormat.NDJSON),
                body(
                    "{\"x\":\"\\ud800\"}\n{\"x\":\"\\u0000\"}\n{\"x\":1e200}\n{\"x\":-1e999}\n{\"x\":\"%s\"}\n{\"x\":1}\n"
                        .formatted("1".repeat(101))),
                RowTimes.at(FROM, FROM),
                HourlyProfiles.Limits.withDisk(0))
            .counted("digest");
    assertThat(counted.rows()).isEqualTo(6);
    assertThat(counted.rejected())
        .extracting(BatchReport.Rejected::detail)
        .containsExactly(
            "'?' is not a number",
            "'?' is not a number",
            "'1e200' is out of range: a number is from -1e150 to 1e150",
            "'-1e999' is out of range: a number is from -1e150 to 1e150",
            "'%s…' is not a number: it has more than 100 characters".formatted("1".repeat(40)));
  }

  @Test
  void in01NothingOfARowThatCannotBeReadIsCounted() {
    RowCounter.Counted counted =
        BatchCounter.count(
                TestReader.READER,
                BASELINE,
                RowDialect.of(RowFormat.NDJSON),
                body(
                    "{\"x\":1,\"y\":7}\n{\"x\":1,\"x\":2}\n{\"x\":\"odd\",\"%s\":2}\n{\"y\":{\"y\":1,\"y\":2}}\n"
                        .formatted("n".repeat(257))),
                RowTimes.at(FROM, FROM),
                HourlyProfiles.Limits.withDisk(0))
            .counted("digest");
    assertThat(counted.rejected())
        .extracting(BatchReport.Rejected::row, BatchReport.Rejected::detail)
        .containsExactly(
            tuple(2L, "has the column 'x' twice"),
            tuple(
                3L,
                "has a column that has a name of more than 256 characters: '%s…'"
                    .formatted("n".repeat(40))));
    assertThat(counted.rows()).isEqualTo(2);
    ProfileSum sum = BASELINE.emptyProfile();
    for (HourlyCounts.Hour hour : counted.hours()) ProfileBytes.addTo(sum, hour.counts());
    ColumnCounts x = sum.profile().columns().get(0);
    assertThat(x.counts()[x.counts().length - 1]).as("missing").isEqualTo(1);
  }

  private static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
