package dev.roster.drift.baseline;

import dev.roster.drift.cells.NumericCells;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.Moments;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Freezes a numeric column: 100 cells by type-7 quantiles, equal edges once, and an own cell for
 * each value over a tenth of the rows. Deciles and own cells are the folds.
 */
public final class NumericFreezer {
  private static final int CELLS = 100;
  private static final int PER_DECILE = 10;

  private NumericFreezer() {}

  /**
   * @param values the values that are not missing, all finite; they are sorted in place
   */
  public static BaselineColumn freeze(String name, double[] values, long missing) {
    for (int i = 0; i < values.length; i++) values[i] += 0.0; // turns minus zero into zero
    Arrays.sort(values);
    Set<Double> folds = new TreeSet<>(heavyBounds(values, values.length + missing));
    Set<Double> edges = new TreeSet<>(folds);
    for (int i = 1; i < CELLS && values.length > 0; i++) {
      double edge = quantile(values, (double) i / CELLS);
      edges.add(edge);
      if (i % PER_DECILE == 0) folds.add(edge);
    }
    double[] ascending = edges.stream().mapToDouble(Double::doubleValue).toArray();
    NumericCells cells =
        new NumericCells(
            ascending,
            folds.stream().mapToInt(fold -> Arrays.binarySearch(ascending, fold)).toArray());
    return counted(name, cells, values, missing);
  }

  /** The type-7 quantile: linear between order statistics. */
  static double quantile(double[] sorted, double p) {
    double place = (sorted.length - 1) * p;
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
  }

  /** A value's own cell is (the number just under it, it]. */
  private static Set<Double> heavyBounds(double[] sorted, long rows) {
    Set<Double> bounds = new TreeSet<>();
    int first = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i < sorted.length && sorted[i] == sorted[first]) continue;
      if ((i - first) * 10L > rows) {
        bounds.add(Math.nextDown(sorted[first]));
        bounds.add(sorted[first]);
      }
      first = i;
    }
    return bounds;
  }

  private static BaselineColumn counted(
      String name, NumericCells cells, double[] values, long missing) {
    long[] counts = new long[cells.size()];
    counts[cells.missing()] = missing;
    if (values.length == 0)
      return new BaselineColumn(name, cells, new ColumnCounts(counts, Moments.NONE), 0, null, null);
    double mean = 0;
    for (int i = 0; i < values.length; i++) mean += (values[i] - mean) / (i + 1);
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      counts[cells.cellOf(value)]++;
      sum += value - mean;
      squares += (value - mean) * (value - mean);
    }
    Moments moments = new Moments(sum, squares, values[0], values[values.length - 1], 0, 0);
    return new BaselineColumn(
        name,
        cells,
        new ColumnCounts(counts, moments),
        0,
        mean,
        Math.sqrt(squares / values.length));
  }
}
