package dev.roster.drift.statistic;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.profile.ColumnCounts;

/**
 * How one statistic works: which cells it reads, its value, and how it behaves without drift. Both
 * sides of a {@link CountPair} have rows.
 */
interface Distance {
  /**
   * The counts that it compares. By default these are the coarse cells: numbers between deciles, or
   * categories, of which the rare and unseen ones are one cell, and missing values as one more.
   */
  default CountPair counts(BaselineColumn column, ColumnCounts window) {
    return CountPair.ofComparedCells(column, window);
  }

  /** Whether values must have an order, so that it cannot compare categories. */
  default boolean needsOrder() {
    return false;
  }

  double of(CountPair counts);

  /** The score that 95 of 100 windows without drift stay below. */
  double noise95(CountPair counts);

  /** The probability of such a score or a greater one without drift. */
  double pValue(double score, CountPair counts);
}
