package dev.roster.drift.baseline;

import dev.roster.drift.cells.Cells;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.ProfileSum;
import org.jspecify.annotations.Nullable;

/**
 * A column as the baseline has it.
 *
 * @param counts its own profile, in its own cells
 * @param mean of the numbers that are there; null when there are none or it is categorical
 * @param standardDeviation over all rows (not of a sample)
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
