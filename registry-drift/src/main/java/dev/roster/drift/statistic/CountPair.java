package dev.roster.drift.statistic;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.Cells;
import dev.roster.drift.profile.ColumnCounts;
import java.util.Arrays;

/** Counts of the same cells on both sides; cells that are empty on both are left out. */
public record CountPair(long[] baseline, long[] current, int[] cells) {

  static CountPair of(long[] baseline, long[] current) {
    int[] kept = new int[baseline.length];
    int size = 0;
    for (int cell = 0; cell < baseline.length; cell++)
      if (baseline[cell] != 0 || current[cell] != 0) kept[size++] = cell;
    int[] cells = Arrays.copyOf(kept, size);
    return new CountPair(
        Arrays.stream(cells).mapToLong(cell -> baseline[cell]).toArray(),
        Arrays.stream(cells).mapToLong(cell -> current[cell]).toArray(),
        cells);
  }

  /** Counts between deciles and of all categories, where missing values are a cell too. */
  public static CountPair ofCoarseCells(BaselineColumn column, ColumnCounts window) {
    Cells cells = column.cells();
    return of(cells.fold(column.counts().counts()), cells.fold(window.counts()));
  }

  /** The coarse cells as statistics compare them: rare categories are one cell. */
  static CountPair ofComparedCells(BaselineColumn column, ColumnCounts window) {
    if (!(column.cells() instanceof CategoricalCells categories))
      return ofCoarseCells(column, window);
    long[] baseline = column.counts().counts();
    return of(categories.pooled(baseline, baseline), categories.pooled(window.counts(), baseline));
  }

  /**
   * Counts of the values that are there, in the fine cells. The outer cells are cut where the
   * baseline's own values end.
   */
  static CountPair ofFineCells(BaselineColumn column, ColumnCounts window) {
    return of(cutAtTheEnds(column.counts()), cutAtTheEnds(window));
  }

  private static long[] cutAtTheEnds(ColumnCounts column) {
    long[] counts = column.counts();
    int inner = counts.length - 1; // without the missing
    long[] cut = new long[inner + 2];
    System.arraycopy(counts, 0, cut, 1, inner);
    cut[0] = column.moments().below();
    cut[1] -= cut[0];
    cut[inner + 1] = column.moments().above();
    cut[inner] -= cut[inner + 1];
    return cut;
  }

  /** The same cells with other numbers of rows, at least one on each side. */
  CountPair scaled(double baselineFactor, double currentFactor) {
    return new CountPair(scaled(baseline, baselineFactor), scaled(current, currentFactor), cells);
  }

  private static long[] scaled(long[] counts, double factor) {
    long[] scaled = new long[counts.length];
    long rest = Math.max(1, Math.round(Arrays.stream(counts).sum() * factor));
    int largest = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      scaled[cell] = (long) (counts[cell] * factor);
      rest -= scaled[cell];
      if (counts[cell] > counts[largest]) largest = cell;
    }
    scaled[largest] += rest;
    return scaled;
  }

  int size() {
    return cells.length;
  }

  public long baselineRows() {
    return Arrays.stream(baseline).sum();
  }

  public long currentRows() {
    return Arrays.stream(current).sum();
  }

  /** 1/n + 1/m: the scale of all noise. */
  double noise() {
    return 1.0 / baselineRows() + 1.0 / currentRows();
  }
}
