package dev.roster.drift.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.CategoricalFreezer;
import dev.roster.drift.baseline.NumericFreezer;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.cells.NumericCells;
import dev.roster.drift.profile.Profile;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.drift.statistic.Statistic;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many rows are enough, as the judge itself decides. */
class SampleSizeTest {
  @ParameterizedTest
  @EnumSource(
      value = Statistic.class,
      names = {"JENSEN_SHANNON", "PSI", "TOTAL_VARIATION", "KS"})
  void aWindowOfThatManyRowsIsJudgedAndOfOneFewerIsNot(Statistic statistic) {
    Baseline baseline = baseline(2_000);
    DriftRules rules = rules(1, statistic, 0.2);
    long enough = SampleSize.ofBaseline(baseline, rules).enough().orElseThrow();
    assertThat(enough).isBetween(50L, 3_000L);
    assertThat(wantsMoreRows(baseline, (int) enough, rules)).isFalse();
    assertThat(wantsMoreRows(baseline, (int) enough - 1, rules)).isTrue();
    Profile few = window(baseline, 40);
    assertThat(SampleSize.ofWindow(baseline, few, rules).enough()).hasValue(enough);
  }

  @Test
  void theMinimumIsEnoughIfThereIsLessNoise() {
    assertThat(SampleSize.ofBaseline(baseline(2_000), rules(50_000, Statistic.PSI, 0.2)).enough())
        .hasValue(50_000);
  }

  @Test
  void ofASmallBaselineNoNumberOfRowsIsEnough() {
    SampleSize size = SampleSize.ofBaseline(baseline(100), rules(1, Statistic.PSI, 0.2));
    assertThat(size.enough()).isEmpty();
    assertThat(size.noise(1_000_000).hidesDrift()).isTrue();
    assertThat(size.noise(1_000_000).limit()).isEqualTo(0.1);
    long both = size.enoughInBoth().orElseThrow();
    assertThat(both).isBetween(300L, 500L); // χ²₀.₉₅(9)·2/rows = 0.1
    assertThat(SampleSize.ofBaseline(baseline((int) both), rules(1, Statistic.PSI, 0.2)).enough())
        .isPresent();
  }

  @Test
  void theNoisiestFeatureIsTheExample() {
    SampleSize.Noise noise =
        SampleSize.ofBaseline(baseline(2_000), rules(1, Statistic.PSI, 0.2)).noise(100);
    assertThat(noise.features()).isEqualTo(3);
    assertThat(noise.noisy()).isEqualTo(2);
    assertThat(noise.hidesDrift()).isTrue();
    assertThat(noise.example()).isIn("a", "b");
    assertThat(noise.noise95()).isGreaterThan(0.1);
  }

  @Test
  void aPredictionAloneNeedsRowsToo() {
    Baseline baseline = predictionOnly(2_000);
    DriftRules rules = rules(1, Statistic.PSI, 0.2);
    SampleSize size = SampleSize.ofBaseline(baseline, rules);
    long enough = size.enough().orElseThrow();
    assertThat(enough).isBetween(50L, 3_000L);
    assertThat(predictionWantsMoreRows(baseline, (int) enough, rules)).isFalse();
    assertThat(predictionWantsMoreRows(baseline, (int) enough - 1, rules)).isTrue();
    assertThat(size.noise(enough - 1).ofPrediction()).isTrue();
  }

  @Test
  void ofASmallBaselineOfAPredictionAloneNoNumberOfRowsIsEnough() {
    SampleSize size = SampleSize.ofBaseline(predictionOnly(40), rules(20, Statistic.PSI, 0.2));
    assertThat(size.judges()).isTrue();
    assertThat(size.enough()).isEmpty();
    assertThat(size.noise(40).noise95()).isEqualTo(0.846, within(0.001)); // χ²₀.₉₅(9)·2/40
  }

  private static Baseline predictionOnly(int rows) {
    double[] numbers = IntStream.range(0, rows).asDoubleStream().toArray();
    return new Baseline(
        "sha256:0",
        rows,
        new Roles(null, null, "p", null, null, List.of(), List.of()),
        List.of(),
        NumericFreezer.freeze("p", numbers, 0),
        null);
  }

  private static boolean predictionWantsMoreRows(Baseline baseline, int rows, DriftRules rules) {
    ProfileSum sum = baseline.emptyProfile();
    NumericCells cells = (NumericCells) baseline.columns().get(0).cells();
    for (int row = 0; row < rows; row++) {
      sum.addRow();
      double value = (double) row * baseline.rows() / rows;
      baseline.columns().get(0).count(sum, 0, cells.cellOf(value), value);
    }
    return Judge.wantsMoreRows(Judge.judge(baseline, sum.profile(), rules));
  }

  private static DriftRules rules(long minimumRows, Statistic numeric, double alarm) {
    return new DriftRules(
        minimumRows,
        numeric,
        Statistic.JENSEN_SHANNON,
        new DriftRules.Thresholds(alarm / 2, alarm, 0.1, 0.1),
        0.3);
  }

  /** Two numeric features, and a categorical one of two values, which has little noise. */
  private static Baseline baseline(int rows) {
    double[] numbers = IntStream.range(0, rows).asDoubleStream().toArray();
    return new Baseline(
        "sha256:0",
        rows,
        new Roles(null, null, null, null, null, List.of(), List.of()),
        List.of(
            NumericFreezer.freeze("a", numbers.clone(), 0),
            NumericFreezer.freeze("b", numbers.clone(), 0),
            CategoricalFreezer.freeze(
                "c", Map.of("x", rows / 2L, "y", (long) rows - rows / 2), 0, 0)),
        null,
        null);
  }

  private static boolean wantsMoreRows(Baseline baseline, int rows, DriftRules rules) {
    return Judge.wantsMoreRows(Judge.judge(baseline, window(baseline, rows), rules));
  }

  private static Profile window(Baseline baseline, int rows) {
    ProfileSum sum = baseline.emptyProfile();
    for (int row = 0; row < rows; row++) {
      sum.addRow();
      double value = (double) row * baseline.rows() / rows;
      for (int i = 0; i < 2; i++) {
        NumericCells cells = (NumericCells) baseline.features().get(i).cells();
        baseline.features().get(i).count(sum, i, cells.cellOf(value), value);
      }
      sum.count(2, row % 2);
    }
    return sum.profile();
  }
}
