package dev.roster.drift.cells;

import java.util.Arrays;

/**
 * Intervals (a, b] between inner edges, with two open outer intervals, and a cell for missing
 * values. Some of the edges are folds: the coarser cells that most statistics read lie between
 * them.
 */
public final class NumericCells implements Cells {
  private static final double ROUNDING = 1e-7; // more than that of a 32-bit float
  private static final double LAST_DECIMAL = 5.1e-11; // pandas writes JSON with ten decimals

  private final double[] edges;
  private final int[] folds;

  /**
   * @param edges ascending, each once
   * @param folds indices into {@code edges}, ascending: the deciles and the bounds of heavy values
   */
  public NumericCells(double[] edges, int[] folds) {
    for (int i = 1; i < edges.length; i++)
      if (edges[i - 1] >= edges[i]) throw new IllegalArgumentException("edges do not ascend");
    this.edges = edges.clone();
    this.folds = folds.clone();
  }

  /**
   * A number that differs from an edge as little as rounding makes it differ is at this edge, so
   * that 32-bit numbers and shortened texts of the baseline's own numbers are in their cells.
   */
  public int cellOf(double value) {
    int found = Arrays.binarySearch(edges, value + 0.0); // + 0.0 turns minus zero into zero
    if (found >= 0) return found;
    int next = -found - 1;
    boolean below = next > 0 && isNearly(value, edges[next - 1]);
    boolean above = next < edges.length && isNearly(value, edges[next]);
    if (below && above) below = value - edges[next - 1] < edges[next] - value;
    if (below) return next - 1;
    boolean isOwnCell = above && next + 1 < edges.length && isOwn(edges[next], edges[next + 1]);
    return isOwnCell ? next + 1 : next;
  }

  /** Whether two numbers are the same but for rounding, which leaves whole numbers as they are. */
  public static boolean isNearly(double a, double b) {
    if (a == b) return true;
    return !isWhole(a)
        && !isWhole(b)
        && Math.abs(a - b) <= Math.max(ROUNDING * Math.abs(b), LAST_DECIMAL);
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number);
  }

  /** Whether the cell between two bounds is that of a single, heavy value. */
  private static boolean isOwn(double low, double high) {
    return Math.nextUp(low) == high;
  }

  @Override
  public long[] fold(long[] counts) {
    long[] coarse = new long[folds.length + 2];
    int at = 0;
    for (int cell = 0; cell < counts.length - 1; cell++) {
      while (at < folds.length && cell > folds[at]) at++;
      coarse[at] += counts[cell];
    }
    coarse[coarse.length - 1] = counts[counts.length - 1];
    return coarse;
  }

  @Override
  public String foldedLabel(int cell) {
    if (cell == folds.length + 1) return "missing";
    return interval(
        cell == 0 ? Double.NEGATIVE_INFINITY : edges[folds[cell - 1]],
        cell == folds.length ? Double.POSITIVE_INFINITY : edges[folds[cell]]);
  }

  /** Each number is in exactly one cell. */
  @Override
  public long unseen(long[] counts) {
    return 0;
  }

  @Override
  public String label(int cell) {
    if (cell == missing()) return "missing";
    return interval(
        cell == 0 ? Double.NEGATIVE_INFINITY : edges[cell - 1],
        cell == edges.length ? Double.POSITIVE_INFINITY : edges[cell]);
  }

  private static String interval(double low, double high) {
    if (isOwn(low, high)) return text(high);
    return "(" + text(low) + "," + text(high) + (Double.isInfinite(high) ? ")" : "]");
  }

  private static String text(double bound) {
    if (bound == Double.NEGATIVE_INFINITY) return "-∞";
    if (bound == Double.POSITIVE_INFINITY) return "∞";
    String plain = String.valueOf((float) bound);
    return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
  }

  public double[] edges() {
    return edges.clone();
  }

  public int[] folds() {
    return folds.clone();
  }

  @Override
  public int size() {
    return edges.length + 2;
  }

  @Override
  public String kind() {
    return "numeric";
  }
}
