package dev.roster.drift.statistic;

import java.util.Arrays;

/** Counts of the same cells on both sides; cells that are empty on both are left out. */
public record CountPair(long[] baseline, long[] current, int[] cells) {

  public static CountPair of(long[] baseline, long[] current) {
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
