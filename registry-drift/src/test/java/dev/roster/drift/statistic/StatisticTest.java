package dev.roster.drift.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.NumericCells;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.Moments;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatisticTest {
  /** Four fine cells (…1], (1,2], (2,3], (3…) in two coarse ones, and one for missing values. */
  private static final NumericCells CELLS = new NumericCells(new double[] {1, 2, 3}, new int[] {1});

  static Stream<Statistic> computed() {
    return Arrays.stream(Statistic.values()).filter(Statistic::isComputed);
  }

  @ParameterizedTest
  @MethodSource("computed")
  void theSameDistributionScoresNothingAtAnySize(Statistic statistic) {
    BaselineColumn column = column(10, 20, 30, 40, 0);
    assertThat(measure(statistic, column, 10, 20, 30, 40, 0).score()).isZero();
    CountPair multiple = CountPair.of(new long[] {100, 200}, new long[] {300, 600});
    assertThat(statistic.distance().of(multiple)).isCloseTo(0, within(1e-5));
  }

  @ParameterizedTest
  @MethodSource("computed")
  void whichSideIsTheBaselineDoesNotMatter(Statistic statistic) {
    Distance distance = statistic.distance();
    long[] a = {400, 300, 200, 100};
    long[] b = {30, 30, 20, 70};
    CountPair there = CountPair.of(a, b);
    CountPair back = CountPair.of(b, a);
    assertThat(distance.of(there)).isCloseTo(distance.of(back), within(1e-12));
    assertThat(distance.noise95(there)).isCloseTo(distance.noise95(back), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(names = {"PSI", "JENSEN_SHANNON", "TOTAL_VARIATION"})
  void theOrderOfCellsDoesNotMatterToStatisticsOfCategories(Statistic statistic) {
    Random random = new Random(7);
    List<long[]> pairs =
        Arrays.asList(new long[] {400, 300}, new long[] {300, 300}, new long[] {5, 90});
    double score = statistic.distance().of(pair(pairs));
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(pairs, random);
      assertThat(statistic.distance().of(pair(pairs))).isCloseTo(score, within(1e-12));
    }
  }

  private static CountPair pair(List<long[]> cells) {
    return CountPair.of(
        cells.stream().mapToLong(cell -> cell[0]).toArray(),
        cells.stream().mapToLong(cell -> cell[1]).toArray());
  }

  @ParameterizedTest
  @MethodSource("computed")
  void moreRowsLowerTheNoiseFloorAndThePValue(Statistic statistic) {
    Distance distance = statistic.distance();
    CountPair few = CountPair.of(new long[] {50, 50}, new long[] {40, 60});
    CountPair many = CountPair.of(new long[] {5_000, 5_000}, new long[] {4_000, 6_000});
    assertThat(distance.noise95(many)).isLessThan(distance.noise95(few));
    assertThat(distance.pValue(0.1, many)).isLessThan(distance.pValue(0.1, few));
  }

  @Test
  void handComputedValuesOfTwoCells() {
    CountPair counts = CountPair.of(new long[] {50, 50}, new long[] {75, 25});
    double p = 50.5 / 101;
    double q = 75.5 / 101;
    assertThat(Statistic.PSI.distance().of(counts))
        .isCloseTo(
            (q - p) * Math.log(q / p) + (p - q) * Math.log((1 - q) / (1 - p)), within(1e-12));
    assertThat(Statistic.TOTAL_VARIATION.distance().of(counts)).isEqualTo(0.25);
    assertThat(Statistic.KS.distance().of(counts)).isEqualTo(0.25);
    // entropy of the mixture (5/8, 3/8) less the mean of the entropies of both sides, in bits
    assertThat(Statistic.JENSEN_SHANNON.distance().of(counts))
        .isCloseTo(Math.sqrt(0.954434002924965 - (1 + 0.8112781244591328) / 2), within(1e-9));
  }

  @Test
  void kolmogorovSmirnovReadsTheFineCellsAndTheOthersTheCoarseOnes() {
    BaselineColumn column = column(25, 25, 25, 25, 0);
    assertThat(measure(Statistic.KS, column, 50, 0, 25, 25, 0).score()).isEqualTo(0.25);
    assertThat(measure(Statistic.PSI, column, 50, 0, 25, 25, 0).score()).isZero();
  }

  @Test
  void missingValuesAreACellExceptForKolmogorovSmirnov() {
    BaselineColumn column = column(25, 25, 25, 25, 0);
    assertThat(measure(Statistic.KS, column, 25, 25, 25, 25, 100).score()).isZero();
    assertThat(measure(Statistic.TOTAL_VARIATION, column, 25, 25, 25, 25, 100).score())
        .isEqualTo(0.5);
  }

  @Test
  void kolmogorovSmirnovSeesNumbersBeyondTheBaselinesOwn() {
    BaselineColumn column = column(25, 25, 25, 25, 0);
    ColumnCounts beyond =
        new ColumnCounts(new long[] {25, 25, 25, 25, 0}, new Moments(0, 0, 0, 9, 0, 25));
    assertThat(Statistic.KS.measure(column, beyond).orElseThrow().score()).isEqualTo(0.25);
  }

  @Test
  void aSideWithoutValuesIsNotMeasured() {
    BaselineColumn column = column(25, 25, 25, 25, 0);
    ColumnCounts missing = new ColumnCounts(new long[] {0, 0, 0, 0, 9}, Moments.NONE);
    assertThat(Statistic.KS.measure(column, missing)).isEmpty();
    assertThat(Statistic.PSI.measure(column, missing)).isPresent();
    ColumnCounts absent = new ColumnCounts(new long[5], Moments.NONE);
    assertThat(Statistic.PSI.measure(column, absent)).isEmpty();
  }

  @Test
  void onlyKolmogorovSmirnovNeedsAnOrder() {
    assertThat(computed().filter(Statistic::suitsCategories))
        .containsExactly(Statistic.PSI, Statistic.JENSEN_SHANNON, Statistic.TOTAL_VARIATION);
    assertThat(Statistic.HELLINGER.suitsCategories()).isFalse();
    assertThatThrownBy(Statistic.HELLINGER::distance).hasMessageContaining("not computed yet");
  }

  private static Measurement measure(Statistic statistic, BaselineColumn column, long... window) {
    return statistic.measure(column, new ColumnCounts(window, Moments.NONE)).orElseThrow();
  }

  private static BaselineColumn column(long... counts) {
    return new BaselineColumn("x", CELLS, new ColumnCounts(counts, Moments.NONE), 0, null, null);
  }
}
