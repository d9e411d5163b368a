package dev.roster.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roster.core.monitoring.observation.RowCounter;
import dev.roster.core.monitoring.observation.RowTimes;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.judgement.DriftRules;
import dev.roster.drift.judgement.FeatureScore;
import dev.roster.drift.judgement.Judge;
import dev.roster.drift.judgement.WindowJudgement;
import dev.roster.drift.profile.ProfileBytes;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.drift.statistic.Statistic;
import dev.roster.monitoring.baseline.BaselineFreezer;
import dev.roster.monitoring.rows.TestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real data, G01, through the product's cells: a calendar month against the whole reference. */
class HousingFiguresTest {
  private static final Path SHARED = shared();
  private static final Path DATA = SHARED.resolve("drift-data");
  private static final Roles ROLES =
      new Roles("y_pred", "y_pred_proba", "clf_target", "id", "timestamp", List.of(), List.of());

  private static Baseline baseline;
  private static final Map<Instant, byte[]> HOURS = new TreeMap<>();

  private static Path shared() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent())
      if (Files.isDirectory(folder.resolve("shared/drift-data"))) return folder.resolve("shared");
    return here.resolve("../shared");
  }

  @BeforeAll
  static void countTheRows() throws IOException {
    assumeTrue(
        Files.isDirectory(DATA),
        () -> "SKIPPED: the housing data is not at " + DATA + "; put it there to run these tests");
    try (InputStream in = Files.newInputStream(DATA.resolve("california_housing_reference.csv"))) {
      baseline =
          BaselineFreezer.freeze(TestReader.READER, RowDialect.of(RowFormat.CSV), in, ROLES)
              .baseline();
    }
    for (String file : List.of("reference", "analysis"))
      try (InputStream in =
          Files.newInputStream(DATA.resolve("california_housing_" + file + ".csv"))) {
        RowTimes times = RowTimes.of("timestamp", Instant.now());
        HourlyProfiles.Limits limits = HourlyProfiles.Limits.withDisk(0);
        try (RowCounter.Counted counted =
            BatchCounter.count(
                    TestReader.READER, baseline, RowDialect.of(RowFormat.CSV), in, times, limits)
                .counted("")) {
          counted.hours().forEach(hour -> HOURS.put(hour.begin(), hour.counts()));
        }
      }
  }

  @Test
  void g01KolmogorovSmirnovIsWithinAHundredthInEachMonth() throws IOException {
    JsonNode cases =
        JsonMapper.builder()
            .build()
            .readTree(Files.readString(SHARED.resolve("reference/drift-cases.json")));
    JsonNode golden =
        cases
            .get("cases")
            .valueStream()
            .filter(c -> c.get("id").asString().startsWith("G01"))
            .findFirst()
            .orElseThrow()
            .at("/expected/ks_per_chunk");
    golden.forEachEntry(
        (feature, chunks) ->
            chunks.forEach(
                chunk -> {
                  WindowJudgement month = month(chunk.get(1).asString(), Statistic.KS);
                  assertThat(month.rows()).isEqualTo(chunk.get(2).asLong());
                  assertThat(score(month, feature).score())
                      .as(feature + " " + chunk.get(1))
                      .isCloseTo(chunk.get(3).asDouble(), within(0.01));
                }));
    assertThat(golden.size()).isEqualTo(3);
  }

  @Test
  void psiOfHouseAgeInOctober2021() {
    WindowJudgement october = month("2021-10", Statistic.PSI);
    assertThat(october.rows()).isEqualTo(744);
    assertThat(baseline.rows()).isEqualTo(5832);
    assertThat(score(october, "HouseAge").score()).isCloseTo(1.39, within(0.02 * 1.39));
    assertThat(score(october, "HouseAge").topCells()).isNotEmpty();
    assertThat(score(october, "HouseAge").drifted()).isTrue();
  }

  @Test
  void theReferenceItselfDoesNotDrift() {
    ProfileSum all = baseline.emptyProfile();
    HOURS.forEach(
        (hour, bytes) -> {
          if (hour.isBefore(Instant.parse("2021-06-01T00:00:00Z"))) ProfileBytes.addTo(all, bytes);
        });
    WindowJudgement same = Judge.judge(baseline, all.profile(), rules(Statistic.PSI));
    assertThat(same.rows()).isEqualTo(5832);
    assertThat(same.features()).allMatch(f -> f.score() < 1e-12);
    assertThat(same.calm()).isTrue();
  }

  private static FeatureScore score(WindowJudgement judgement, String feature) {
    return judgement.features().stream()
        .filter(f -> f.name().equals(feature))
        .findFirst()
        .orElseThrow();
  }

  private static WindowJudgement month(String month, Statistic statistic) {
    YearMonth wanted = YearMonth.parse(month);
    ProfileSum sum = baseline.emptyProfile();
    HOURS.forEach(
        (hour, bytes) -> {
          OffsetDateTime at = hour.atOffset(ZoneOffset.UTC);
          if (YearMonth.from(at).equals(wanted)) ProfileBytes.addTo(sum, bytes);
        });
    return Judge.judge(baseline, sum.profile(), rules(statistic));
  }

  private static DriftRules rules(Statistic numeric) {
    return new DriftRules(
        100, numeric, Statistic.JENSEN_SHANNON, new DriftRules.Thresholds(0.1, 0.2, 0.1, 0.1), 0.3);
  }
}
