package dev.roster.drift.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.baseline.CategoricalFreezer;
import dev.roster.drift.baseline.NotJudged;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.drift.statistic.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns with many categories, most of which are rare: airports, postal codes, identifiers. */
class RareCategoriesTest {
  private static final int WINDOWS = 200;
  private static final int AIRPORTS = 300;
  private static final int WINDOW_ROWS = 300;
  private static final int BASELINE_ROWS = 1_700;

  @ParameterizedTest
  @EnumSource(
      value = Statistic.class,
      names = {"JENSEN_SHANNON", "PSI", "TOTAL_VARIATION"})
  void windowsOfTheSameAirportsRaiseFewAlarms(Statistic statistic) {
    for (double skew : new double[] {0.8, 1, 1.2, 1.5}) {
      int alarms = 0;
      for (int seed = 0; seed < WINDOWS; seed++) {
        Random random = new Random(seed);
        BaselineColumn baseline = frozen(airports(random, BASELINE_ROWS, skew, 0));
        WindowJudgement judgement =
            judged(baseline, airports(random, WINDOW_ROWS, skew, 0), statistic);
        if (judgement.outcome() == Outcome.DRIFT) alarms++;
      }
      assertThat(alarms).as("skew " + skew).isLessThanOrEqualTo(WINDOWS * 3 / 100);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Statistic.class,
      names = {"JENSEN_SHANNON", "PSI", "TOTAL_VARIATION"})
  void windowsOfOtherAirportsRaiseAnAlarm(Statistic statistic) {
    for (int seed = 0; seed < WINDOWS; seed++) {
      Random random = new Random(seed);
      BaselineColumn baseline = frozen(airports(random, BASELINE_ROWS, 1, 0));
      String[] moved = airports(random, WINDOW_ROWS, 1, 10);
      assertThat(judged(baseline, moved, statistic).outcome()).isEqualTo(Outcome.DRIFT);
    }
  }

  @Test
  void categoriesSeenOnceTellTheShareOfUnseenOnes() {
    double unseen = 0;
    double expected = 0;
    for (int seed = 0; seed < WINDOWS; seed++) {
      Random random = new Random(seed);
      BaselineColumn baseline = frozen(airports(random, BASELINE_ROWS, 1, 0));
      FeatureScore origin =
          judged(baseline, airports(random, WINDOW_ROWS, 1, 0), Statistic.JENSEN_SHANNON)
              .features()
              .get(0);
      unseen += origin.unseenRatio() / WINDOWS;
      expected += origin.unseenExpected() / WINDOWS;
    }
    assertThat(expected).isGreaterThan(0.02).isCloseTo(unseen, within(0.003));
  }

  @Test
  void whereAThirdOfTheRowsIsAlwaysNewOnlyMoreIsDrift() {
    int alarms = 0;
    for (int seed = 0; seed < WINDOWS; seed++) {
      Random random = new Random(seed);
      BaselineColumn baseline = frozen(places(random, 3_000, BASELINE_ROWS, 0.8, 0));
      assertThat(baseline.unseenExpected()).isBetween(0.25, 0.45);
      String[] same = places(random, 3_000, WINDOW_ROWS, 0.8, 0);
      if (judged(baseline, same, Statistic.JENSEN_SHANNON).outcome() == Outcome.DRIFT) alarms++;
      for (int i = 0; i < same.length; i += 3) same[i] = "new-" + i;
      assertThat(judged(baseline, same, Statistic.JENSEN_SHANNON).features().get(0).because())
          .contains(DriftedBy.UNSEEN);
    }
    assertThat(alarms).isLessThanOrEqualTo(WINDOWS * 3 / 100);
  }

  @Test
  void newCategoriesBeyondTheExpectedShareAreDrift() {
    Random random = new Random(1);
    BaselineColumn baseline = frozen(airports(random, BASELINE_ROWS, 1, 0));
    String[] values = airports(random, WINDOW_ROWS, 1, 0);
    for (int i = 0; i < values.length; i += 5) values[i] = "new-airport-" + i;
    WindowJudgement judgement = judged(baseline, values, Statistic.JENSEN_SHANNON);
    assertThat(judgement.outcome()).isEqualTo(Outcome.DRIFT);
    assertThat(judgement.features().get(0).because()).contains(DriftedBy.UNSEEN);
    assertThat(judgement.features().get(0).unseenExpected())
        .isEqualTo(baseline.once() / (double) BASELINE_ROWS);
  }

  @Test
  void identifiersCannotBeJudgedAndAreLeftOutByName() {
    for (int rows : new int[] {10_001, 100_000}) {
      BaselineColumn baseline = frozen(draw(2 * rows, row -> "id-" + row / 2));
      assertThat(baseline.notJudged()).as(rows + " ids").contains(NotJudged.CARDINALITY);
      WindowJudgement replaced =
          judged(baseline, draw(1_000, row -> "other-" + row), Statistic.JENSEN_SHANNON);
      assertThat(replaced.features()).isEmpty();
      assertThat(replaced.notJudged())
          .containsExactly(new UnjudgedColumn("origin", NotJudged.CARDINALITY));
      assertThat(replaced.outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
    }
    assertThat(frozen(draw(1_000, row -> "text-" + row)).notJudged()).isPresent();
    assertThat(frozen(draw(1_000, row -> "text-" + row * 85 / 100)).notJudged()).isEmpty();
  }

  @Test
  void knownIdentifiersThatAreReplacedAreDrift() {
    BaselineColumn baseline = frozen(draw(20_000, row -> "id-" + row / 2));
    assertThat(baseline.notJudged()).isEmpty();
    WindowJudgement same =
        judged(baseline, draw(1_000, row -> "id-" + row), Statistic.JENSEN_SHANNON);
    assertThat(same.outcome()).isEqualTo(Outcome.OK);
    WindowJudgement replaced =
        judged(baseline, draw(1_000, row -> "other-" + row), Statistic.JENSEN_SHANNON);
    assertThat(replaced.worst()).isEqualTo(new Worst("origin", DriftedBy.UNSEEN, 1, 0.1));
  }

  private static String[] airports(Random random, int rows, double skew, int shift) {
    return places(random, AIRPORTS, rows, skew, shift);
  }

  private static String[] places(Random random, int places, int rows, double skew, int shift) {
    double[] cumulative = new double[places];
    double sum = 0;
    for (int i = 0; i < places; i++) cumulative[i] = sum += Math.pow(i + 1, -skew);
    double total = sum;
    return draw(
        rows,
        row -> {
          int found = Arrays.binarySearch(cumulative, random.nextDouble() * total);
          int rank = found < 0 ? -found - 1 : found;
          return "airport-" + (rank + shift) % places;
        });
  }

  private static String[] draw(int rows, IntFunction<String> value) {
    return IntStream.range(0, rows).mapToObj(value).toArray(String[]::new);
  }

  private static BaselineColumn frozen(String[] values) {
    Map<String, Long> counts =
        Stream.of(values)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return CategoricalFreezer.freeze("origin", counts, 0, 0);
  }

  private static WindowJudgement judged(
      BaselineColumn column, String[] values, Statistic statistic) {
    Baseline baseline =
        new Baseline(
            "sha256:0",
            column.counts().rows(),
            new Roles(null, null, null, null, null, List.of(), List.of()),
            List.of(column),
            null,
            null);
    ProfileSum sum = baseline.emptyProfile();
    for (String value : values) {
      sum.addRow();
      sum.count(0, ((CategoricalCells) column.cells()).cellOf(value));
    }
    DriftRules rules =
        new DriftRules(
            1, Statistic.PSI, statistic, new DriftRules.Thresholds(0.1, 0.2, 0.1, 0.1), 0.3);
    return Judge.judge(baseline, sum.profile(), rules);
  }
}
