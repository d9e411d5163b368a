package dev.roster.drift.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.baseline.NumericFreezer;
import dev.roster.drift.cells.NumericCells;
import dev.roster.drift.judgement.BenjaminiHochberg;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** The worked cases C01 to C06, C08, C09 and C16, for the statistics that are here. */
class WorkedCasesTest {
  private static final Distance PSI = Statistic.PSI.distance();
  private static final Distance JENSEN_SHANNON = Statistic.JENSEN_SHANNON.distance();
  private static final Distance TOTAL_VARIATION = Statistic.TOTAL_VARIATION.distance();
  private static final Distance KS = Statistic.KS.distance();

  @Test
  void c01AllCellsHaveRowsOnBothSides() {
    CountPair counts = pair(new long[] {400, 300, 200, 100}, new long[] {300, 300, 200, 200});
    assertThat(PSI.of(counts)).isCloseTo(0.09759705905994465, within(1e-12));
    assertThat(JENSEN_SHANNON.of(counts)).isCloseTo(0.13200673194893714, within(1e-12));
    assertThat(TOTAL_VARIATION.of(counts)).isCloseTo(0.1, within(1e-12));
    assertThat(PSI.noise95(counts)).isCloseTo(0.01562945580650236, within(1e-12));
  }

  @Test
  void c02ACategoryIsNewAndAnotherVanished() {
    CountPair counts = pair(new long[] {500, 300, 200, 0}, new long[] {450, 300, 0, 250});
    assertThat(PSI.of(counts)).isCloseTo(2.7527008850477785, within(1e-12));
    assertThat(JENSEN_SHANNON.of(counts)).isCloseTo(0.47534154053759886, within(1e-12));
    assertThat(TOTAL_VARIATION.of(counts)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void c03TheReferencesDecilesAreTheCells() {
    BaselineColumn column =
        NumericFreezer.freeze("x", IntStream.rangeClosed(1, 100).asDoubleStream().toArray(), 0);
    NumericCells cells = (NumericCells) column.cells();
    long[] current = new long[cells.size()];
    IntStream.rangeClosed(16, 115).forEach(x -> current[cells.cellOf(x)]++);
    long[] folded = cells.fold(current);
    assertThat(IntStream.of(cells.folds()).mapToDouble(i -> cells.edges()[i]).toArray())
        .containsExactly(
            new double[] {10.9, 20.8, 30.7, 40.6, 50.5, 60.4, 70.3, 80.2, 90.1}, within(1e-12));
    assertThat(cells.fold(column.counts().counts()))
        .containsExactly(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 0);
    assertThat(folded).containsExactly(0, 5, 10, 10, 10, 10, 10, 10, 10, 25, 0);
    CountPair counts = pair(cells.fold(column.counts().counts()), folded);
    assertThat(PSI.of(counts)).isCloseTo(0.4475038869226003, within(1e-12));
    assertThat(JENSEN_SHANNON.of(counts)).isCloseTo(0.28298712505475027, within(1e-12));
  }

  @Test
  void c04MissingValuesAreACell() {
    long[] reference = {100, 100, 100, 100, 100, 10};
    long[] current = {95, 105, 100, 98, 102, 200};
    assertThat(PSI.of(pair(reference, current))).isCloseTo(0.7818035472346717, within(1e-12));
    reference[5] = current[5] = 0;
    assertThat(PSI.of(pair(reference, current))).isCloseTo(0.0011493254287522825, within(1e-12));
  }

  @Test
  void c05KolmogorovSmirnovWithTies() {
    double[] reference = {1, 2, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] current = {3, 4, 5, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    long[] then = new long[14];
    long[] now = new long[14];
    for (double x : reference) then[(int) x]++;
    for (double x : current) now[(int) x]++;
    double distance = KS.of(pair(then, now));
    assertThat(distance).isCloseTo(0.3333333333333333, within(1e-12));
    assertThat(KS.pValue(distance, pair(then, now))).isCloseTo(0.5794868996876494, within(1e-9));
    assertThat(KolmogorovSmirnovTest.withDefaults().statistic(reference, current))
        .isCloseTo(distance, within(1e-12));
  }

  @Test
  void c06TheSameDistanceIsNoiseOrCertaintyByTheNumberOfRows() {
    record Row(long n, double p, double critical) {}
    Row[] rows = {
      new Row(100, 1.0, 0.19206455826398416),
      new Row(1_000, 0.9882610776435244, 0.06073614619083052),
      new Row(10_000, 0.03663105270711935, 0.019206455826398416),
      new Row(100_000, 8.496708510583118e-18, 0.006073614619083053),
      new Row(1_000_000, 3.8303391934277937e-174, 0.0019206455826398417)
    };
    for (Row row : rows) {
      CountPair even = pair(new long[] {row.n, 0}, new long[] {0, row.n});
      assertThat(KS.pValue(0.02, even)).isCloseTo(row.p, within(1e-9));
      assertThat(KS.noise95(even)).isCloseTo(row.critical, within(1e-9));
    }
    CountPair million = pair(new long[] {1_000_000, 0}, new long[] {0, 1_000_000});
    assertThat(KS.pValue(0.02, million) / 3.8303391934277937e-174).isCloseTo(1, within(1e-9));
  }

  @Test
  void c08ChiSquareOfTwoSamples() {
    CountPair counts = pair(new long[] {120, 80, 40, 10}, new long[] {90, 110, 35, 25});
    assertThat(ChiSquare.pValue(counts)).isCloseTo(0.0013731242000328415, within(1e-9));
  }

  @Test
  void c09CellsWithFewRowsAreJoined() {
    CountPair counts = pair(new long[] {500, 480, 15, 3, 2}, new long[] {258, 230, 2, 6, 4});
    assertThat(ChiSquare.pValue(counts)).isCloseTo(0.7044923629392736, within(1e-9));
    assertThat(ChiSquare.pValue(pair(new long[] {3, 1}, new long[] {1, 3}))).isEqualTo(1);
  }

  @Test
  void c16BenjaminiAndHochbergsExample() {
    double[] p = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1.0
    };
    assertThat(BenjaminiHochberg.adjust(p))
        .containsExactly(
            new double[] {
              0.0015,
              0.003,
              0.0095,
              0.035625,
              0.0603,
              0.06385714285714286,
              0.06385714285714286,
              0.0645,
              0.07650000000000001,
              0.48600000000000004,
              0.5811818181818182,
              0.7148749999999999,
              0.7532307692307693,
              0.8132142857142857,
              1.0
            },
            within(1e-12));
  }

  @Test
  void theNoiseOfTotalVariationOfTwoCellsIsThatOfANormalShare() {
    // two cells: the deviation of one share is normal with variance ¼ (1/n + 1/m)
    CountPair two = pair(new long[] {500, 500}, new long[] {500, 500});
    double scale = Math.sqrt(0.25 * (1 / 1000.0 + 1 / 1000.0));
    assertThat(TOTAL_VARIATION.noise95(two)).isCloseTo(1.95996 * scale, within(0.01 * scale));
    assertThat(TOTAL_VARIATION.pValue(1.95996 * scale, two)).isCloseTo(0.05, within(0.002));
    assertThat(TOTAL_VARIATION.pValue(10 * scale, two)).isLessThan(1e-20);
  }

  private static CountPair pair(long[] reference, long[] current) {
    return CountPair.of(reference, current);
  }
}
