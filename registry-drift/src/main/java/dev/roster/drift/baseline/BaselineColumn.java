package dev.roster.drift.baseline;

import dev.roster.drift.cells.Cells;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.ProfileSum;
import org.jspecify.annotations.Nullable;

/**
 * One column of a baseline.
 *
 * @param counts the profile of the reference data in these cells
 * @param mean the mean of the numbers; null if there are none, or the column is categorical
 * @param standardDeviation the population standard deviation
 */
public record BaselineColumn(
    String name,
    Cells cells,
    ColumnCounts counts,
    @Nullable Double mean,
    @Nullable Double standardDeviation) {

  /** Counts a number in a profile, where this column has the index {@code column}. */
  public void count(ProfileSum profile, int column, int cell, double value) {
    profile.count(column, cell, value, mean, counts.moments());
  }
}
