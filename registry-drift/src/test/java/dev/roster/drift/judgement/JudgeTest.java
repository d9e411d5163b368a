package dev.roster.drift.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.baseline.CategoricalFreezer;
import dev.roster.drift.baseline.NumericFreezer;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.NumericCells;
import dev.roster.drift.profile.Profile;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.drift.statistic.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows of four numeric features a to d, a categorical one e, and a score. */
class JudgeTest {
  private static final int ROWS = 1_000;
  private static final List<String> NUMERIC = List.of("a", "b", "c", "d");
  private static final Baseline BASELINE = baseline();
  private static final DriftRules RULES =
      new DriftRules(
          300,
          Statistic.PSI,
          Statistic.JENSEN_SHANNON,
          new DriftRules.Thresholds(0.1, 0.2, 0.1, 0.1),
          0.4);

  private static Baseline baseline() {
    List<BaselineColumn> features = new ArrayList<>();
    for (String name : NUMERIC) features.add(NumericFreezer.freeze(name, numbers(0), 0));
    features.add(CategoricalFreezer.freeze("e", Map.of("x", 600L, "y", 400L), 0, 0));
    return new Baseline(
        "sha256:0",
        ROWS,
        new Roles(null, "p", null, null, null, List.of(), List.of()),
        features,
        null,
        NumericFreezer.freeze("p", numbers(0), 0));
  }

  private static double[] numbers(double shift) {
    return IntStream.range(0, ROWS).mapToDouble(i -> i + shift).toArray();
  }

  /** A row: null is a missing value. */
  private record Row(@Nullable Double a, double b, double c, double d, String e, double p) {}

  private static List<Row> rows(double shiftOfA, double shiftOfB, double shiftOfP) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++)
      rows.add(new Row(i + shiftOfA, i + shiftOfB, i, i, i < 600 ? "x" : "y", i + shiftOfP));
    return rows;
  }

  private static Profile profile(List<Row> rows) {
    ProfileSum sum = BASELINE.emptyProfile();
    List<BaselineColumn> columns = BASELINE.columns();
    for (Row row : rows) {
      sum.addRow();
      if (row.a == null) sum.count(0, columns.get(0).cells().missing());
      else count(sum, 0, row.a);
      count(sum, 1, row.b);
      count(sum, 2, row.c);
      count(sum, 3, row.d);
      sum.count(4, ((CategoricalCells) columns.get(4).cells()).cellOf(row.e));
      count(sum, 5, row.p);
    }
    return sum.profile();
  }

  private static void count(ProfileSum sum, int column, double value) {
    BaselineColumn baseline = BASELINE.columns().get(column);
    baseline.count(sum, column, ((NumericCells) baseline.cells()).cellOf(value), value);
  }

  private static WindowJudgement judge(List<Row> rows) {
    return Judge.judge(BASELINE, profile(rows), RULES);
  }

  /** Judges with a threshold that no score reaches, so that only the shares decide. */
  private static WindowJudgement judgeByShares(List<Row> rows) {
    DriftRules byShares =
        new DriftRules(
            300,
            Statistic.PSI,
            Statistic.JENSEN_SHANNON,
            new DriftRules.Thresholds(50, 50, 0.1, 0.1),
            0.4);
    return Judge.judge(BASELINE, profile(rows), byShares);
  }

  @Test
  void tooFewRowsAreNotJudged() {
    List<Row> rows = rows(0, 0, 0);
    Collections.shuffle(rows, new Random(1));
    assertThat(judge(List.of()).outcome()).isEqualTo(Outcome.NO_DATA);
    WindowJudgement under = judge(rows.subList(0, 299));
    assertThat(under.outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
    assertThat(under.rows()).isEqualTo(299);
    assertThat(judge(rows.subList(0, 300)).outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void theBaselinesOwnRowsScoreNothingAndAreCalm() {
    WindowJudgement same = judge(rows(0, 0, 0));
    assertThat(same.outcome()).isEqualTo(Outcome.OK);
    assertThat(same.calm()).isTrue();
    assertThat(same.driftedShare()).isZero();
    assertThat(same.features())
        .hasSize(5)
        .allSatisfy(feature -> assertThat(feature.score()).isCloseTo(0, within(1e-12)));
    assertThat(same.prediction()).isNotNull();
  }

  @Test
  void theOrderOfRowsAndOfMergingDoesNotMatter() {
    List<Row> rows = rows(400, 0, 50);
    WindowJudgement whole = judge(rows);
    Random random = new Random(3);
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(rows, random);
      int cut = random.nextInt(1, ROWS);
      Profile merged = profile(rows.subList(cut, ROWS)).plus(profile(rows.subList(0, cut)));
      assertThat(Judge.judge(BASELINE, merged, RULES)).isEqualTo(whole);
    }
  }

  @Test
  void theDatasetDriftsFromItsShareOfDriftedFeaturesOn() {
    WindowJudgement one = judge(rows(400, 0, 0)); // 1 of 5: under 0.4
    assertThat(one.outcome()).isEqualTo(Outcome.OK);
    assertThat(one.driftedShare()).isEqualTo(0.2);
    assertThat(one.worst()).isNotNull();
    assertThat(one.worst().feature()).isEqualTo("a");
    WindowJudgement two = judge(rows(400, 400, 0)); // 2 of 5
    assertThat(two.outcome()).isEqualTo(Outcome.DRIFT);
    assertThat(two.calm()).isFalse();
  }

  @Test
  void aDriftedScoreOfThePredictionIsDriftByItself() {
    WindowJudgement judgement = judge(rows(0, 0, 400));
    assertThat(judgement.driftedShare()).isZero();
    assertThat(judgement.outcome()).isEqualTo(Outcome.DRIFT);
    assertThat(judgement.prediction()).isNotNull();
    assertThat(judgement.prediction().drifted()).isTrue();
  }

  @Test
  void aFeatureDriftsByItsShareOfMissingValues() {
    assertThat(feature(judgeByShares(withMissing(99)), "a").drifted()).isFalse();
    FeatureScore a = feature(judgeByShares(withMissing(100)), "a");
    assertThat(a.drifted()).isTrue();
    assertThat(a.missingRatio()).isEqualTo(0.1);
  }

  private static List<Row> withMissing(int count) {
    List<Row> rows = rows(0, 0, 0);
    for (int i = 0; i < count; i++) {
      Row row = rows.get(i * ROWS / count);
      rows.set(i * ROWS / count, new Row(null, row.b, row.c, row.d, row.e, row.p));
    }
    return rows;
  }

  @Test
  void aFeatureDriftsByItsShareOfUnseenCategories() {
    assertThat(feature(judgeByShares(withUnseen(99)), "e").drifted()).isFalse();
    FeatureScore e = feature(judgeByShares(withUnseen(100)), "e");
    assertThat(e.drifted()).isTrue();
    assertThat(e.topCells().get(0).cell()).isEqualTo("unseen");
  }

  private static List<Row> withUnseen(int count) {
    List<Row> rows = rows(0, 0, 0);
    for (int i = 0; i < count; i++) {
      Row row = rows.get(i * ROWS / count);
      rows.set(i * ROWS / count, new Row(row.a, row.b, row.c, row.d, "new", row.p));
    }
    return rows;
  }

  @Test
  void aShareThatChanceExplainsIsNoDrift() {
    List<Row> rows = rows(0, 0, 0);
    Collections.shuffle(rows, new Random(1));
    DriftRules strict =
        new DriftRules(
            10,
            Statistic.PSI,
            Statistic.JENSEN_SHANNON,
            new DriftRules.Thresholds(50, 50, 0.004, 0.004),
            0.2);
    List<Row> few = new ArrayList<>(rows.subList(0, 200));
    few.set(0, new Row(null, 1, 1, 1, "new", 1)); // the baseline has none
    assertThat(Judge.judge(BASELINE, profile(few), strict).driftedShare()).isZero();
    for (int i = 0; i < 10; i++) few.set(i, new Row(null, 1, 1, 1, "new", 1));
    assertThat(Judge.judge(BASELINE, profile(few), strict).driftedShare()).isEqualTo(0.4);
  }

  @Test
  void theWorstIsTheDriftedFeatureFurthestOverItsThresholdByWhateverMadeItDrift() {
    assertThat(judge(rows(0, 0, 0)).worst()).isNull();
    assertThat(judgeByShares(withMissing(400)).worst())
        .isEqualTo(new Worst("a", DriftedBy.MISSING, 0.4, 0.1));
    assertThat(judgeByShares(withUnseen(400)).worst())
        .isEqualTo(new Worst("e", DriftedBy.UNSEEN, 0.4, 0.1));
    Worst ofScore = judge(rows(400, 0, 0)).worst();
    assertThat(ofScore).isNotNull();
    assertThat(ofScore.feature()).isEqualTo("a");
    assertThat(ofScore.by()).isEqualTo(DriftedBy.SCORE);
    assertThat(ofScore.threshold()).isEqualTo(0.2);
    Worst ofPrediction = judge(rows(0, 0, 400)).worst();
    assertThat(ofPrediction).isNotNull();
    assertThat(ofPrediction.feature()).isEqualTo("p");
  }

  @Test
  void aHigherScoreThatDidNotDriftIsNotTheWorst() {
    List<Row> rows = withMissing(100); // its share of missing values drifts, its score is small
    DriftRules rules =
        new DriftRules(
            300,
            Statistic.PSI,
            Statistic.JENSEN_SHANNON,
            new DriftRules.Thresholds(1, 2, 0.1, 0.1),
            0.4);
    for (int i = 0; i < 300; i++) {
      Row row = rows.get(i);
      rows.set(i, new Row(row.a, row.b + 500, row.c, row.d, row.e, row.p));
    }
    WindowJudgement judgement = Judge.judge(BASELINE, profile(rows), rules);
    assertThat(feature(judgement, "b").score()).isGreaterThan(feature(judgement, "a").score());
    assertThat(judgement.worst()).isEqualTo(new Worst("a", DriftedBy.MISSING, 0.1, 0.1));
  }

  @Test
  void moreRowsAreWantedWhenThereAreTooFewOrNoiseHidesHalfTheThreshold() {
    assertThat(Judge.wantsMoreRows(WindowJudgement.none(Outcome.INSUFFICIENT_DATA, 5))).isTrue();
    assertThat(Judge.wantsMoreRows(WindowJudgement.none(Outcome.NO_DATA, 0))).isFalse();
    assertThat(Judge.wantsMoreRows(judge(rows(0, 0, 0)))).isFalse();
    DriftRules strict =
        new DriftRules(
            300,
            Statistic.PSI,
            Statistic.JENSEN_SHANNON,
            new DriftRules.Thresholds(0.01, 0.02, 0.1, 0.1),
            0.4);
    assertThat(Judge.wantsMoreRows(Judge.judge(BASELINE, profile(rows(0, 0, 0)), strict))).isTrue();
  }

  private static FeatureScore feature(WindowJudgement judgement, String name) {
    return judgement.features().stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
