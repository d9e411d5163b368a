package dev.roster.drift.baseline;

import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.Cells;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.ProfileSum;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One column of a baseline.
 *
 * @param counts the profile of the reference data in these cells
 * @param once how many rows have a category that no other row has; 0 for numbers
 * @param mean the mean of the numbers; null if there are none, or the column is categorical
 * @param standardDeviation the population standard deviation
 */
public record BaselineColumn(
    String name,
    Cells cells,
    ColumnCounts counts,
    long once,
    @Nullable Double mean,
    @Nullable Double standardDeviation) {
  /** A column of identifiers or free text: almost every row has a category of its own. */
  private static final double ALMOST_ALL = 0.9;

  /** Counts a number in a profile, where this column has the index {@code column}. */
  public void count(ProfileSum profile, int column, int cell, double value) {
    profile.count(column, cell, value, mean, counts.moments());
  }

  /**
   * The share of rows with an unseen category that is expected without drift: the share of rows
   * whose category occurred once (Good and Turing's estimate).
   */
  public double unseenExpected() {
    return counts.rows() == 0 ? 0 : (double) once / counts.rows();
  }

  /**
   * Why this column cannot be judged. It has more rare categories than are stored, so new ones
   * cannot be told from known ones; or almost every row has a category of its own, so new ones are
   * what is expected. Empty if it can be judged.
   */
  public Optional<NotJudged> notJudged() {
    if (!(cells instanceof CategoricalCells categories)) return Optional.empty();
    boolean isLikeAnIdentifier =
        categories.distinct() > CategoricalFreezer.MAX_CATEGORIES
            && once > ALMOST_ALL * counts.present();
    return !categories.rareComplete() || isLikeAnIdentifier
        ? Optional.of(NotJudged.CARDINALITY)
        : Optional.empty();
  }
}
