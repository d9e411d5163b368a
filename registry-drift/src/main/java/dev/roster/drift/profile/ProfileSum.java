package dev.roster.drift.profile;

import dev.roster.drift.cells.NumericCells;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up a profile from single values and from other profiles. */
public final class ProfileSum {
  private final long[][] counts;
  private final double[] sum;
  private final double[] squares;
  private final double[] lowest;
  private final double[] highest;
  private final long[] below;
  private final long[] above;
  private long rows;

  /**
   * @param sizes how many cells each column has
   */
  public ProfileSum(int[] sizes) {
    counts = new long[sizes.length][];
    for (int column = 0; column < sizes.length; column++) counts[column] = new long[sizes[column]];
    sum = new double[sizes.length];
    squares = new double[sizes.length];
    lowest = new double[sizes.length];
    highest = new double[sizes.length];
    below = new long[sizes.length];
    above = new long[sizes.length];
    java.util.Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    java.util.Arrays.fill(highest, Double.NEGATIVE_INFINITY);
  }

  public void addRow() {
    rows++;
  }

  public void addRows(long more) {
    rows += more;
  }

  /** Counts a category or a missing value. */
  public void count(int column, int cell) {
    counts[column][cell]++;
  }

  /**
   * Counts a number.
   *
   * @param mean of the baseline's numbers; null if it has none
   * @param baseline the moments of the baseline's numbers
   */
  public void count(int column, int cell, double value, @Nullable Double mean, Moments baseline) {
    counts[column][cell]++;
    double difference = mean == null ? value : value - mean;
    if (mean != null && isBelow(value, baseline.lowest())) below[column]++;
    if (mean != null && isBelow(baseline.highest(), value)) above[column]++;
    sum[column] += difference;
    squares[column] += difference * difference;
    if (value < lowest[column]) lowest[column] = value;
    if (value > highest[column]) highest[column] = value;
  }

  private static boolean isBelow(double low, double high) {
    return low < high && !NumericCells.isNearly(low, high);
  }

  void add(int column, int cell, long more) {
    counts[column][cell] += more;
  }

  void add(int column, Moments moments) {
    sum[column] += moments.sum();
    squares[column] += moments.squares();
    lowest[column] = Math.min(lowest[column], moments.lowest());
    highest[column] = Math.max(highest[column], moments.highest());
    below[column] += moments.below();
    above[column] += moments.above();
  }

  public void add(Profile profile) {
    rows += profile.rows();
    for (int column = 0; column < counts.length; column++) {
      ColumnCounts other = profile.columns().get(column);
      for (int cell = 0; cell < counts[column].length; cell++)
        counts[column][cell] += other.count(cell);
      add(column, other.moments());
    }
  }

  public long rows() {
    return rows;
  }

  int columns() {
    return counts.length;
  }

  long[] counts(int column) {
    return counts[column];
  }

  Moments moments(int column) {
    return new Moments(
        sum[column],
        squares[column],
        lowest[column],
        highest[column],
        below[column],
        above[column]);
  }

  public Profile profile() {
    List<ColumnCounts> columns = new ArrayList<>(counts.length);
    for (int column = 0; column < counts.length; column++)
      columns.add(new ColumnCounts(counts[column], moments(column)));
    return new Profile(rows, columns);
  }
}
