package dev.roster.monitoring.profile;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.NumericCells;
import dev.roster.monitoring.rows.Numbers;
import dev.roster.monitoring.rows.Quoted;
import dev.roster.monitoring.rows.TimestampParser;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cell of a value in a column of the baseline. The baseline says what the column is, so
 * {@code true} is a number where the baseline has zeros and ones, and 1 is a boolean where it has
 * booleans.
 */
final class CellFinder {
  private static final double ROUNDING = 1e-9;

  private final BaselineColumn column;
  private final char decimal;
  private final @Nullable CategoryFinder categories; // null if the column is numeric
  private final boolean hasZerosAndOnes;
  private final long ticksPerSecond;

  CellFinder(BaselineColumn column, char decimal) {
    this.column = column;
    this.decimal = decimal;
    categories =
        column.cells() instanceof CategoricalCells cells
            ? new CategoryFinder(cells, decimal)
            : null;
    hasZerosAndOnes = hasZerosAndOnes(column);
    ticksPerSecond = column.mean() == null ? 0 : ticksPerSecond(column);
  }

  /** The mean of squares is the mean only if each number is zero or one. */
  private static boolean hasZerosAndOnes(BaselineColumn column) {
    Double mean = column.mean();
    Double deviation = column.standardDeviation();
    if (mean == null || deviation == null) return false;
    boolean hasBounds =
        column.counts().moments().lowest() >= 0 && column.counts().moments().highest() <= 1;
    return hasBounds && Math.abs(deviation * deviation - mean * (1 - mean)) < ROUNDING;
  }

  private static long ticksPerSecond(BaselineColumn column) {
    return TimestampParser.ticksPerSecond(
        column.counts().moments().lowest(), column.counts().moments().highest());
  }

  BaselineColumn column() {
    return column;
  }

  String name() {
    return column.name();
  }

  boolean isCategorical() {
    return categories != null;
  }

  int missing() {
    return column.cells().missing();
  }

  /** The cell of a category. */
  int cellOf(String category) {
    return Objects.requireNonNull(categories).cellOf(category);
  }

  int cellOf(double number) {
    return ((NumericCells) column.cells()).cellOf(number);
  }

  /** The number that a text means in a numeric column; NaN if it means none. */
  double number(String text) {
    double number = Numbers.parse(text, decimal);
    if (!Double.isNaN(number)) return number;
    if (hasZerosAndOnes) {
      if (text.strip().equalsIgnoreCase("true")) return 1;
      if (text.strip().equalsIgnoreCase("false")) return 0;
    }
    Instant time = ticksPerSecond == 0 ? null : TimestampParser.parse(text);
    return time == null ? Double.NaN : TimestampParser.count(time, ticksPerSecond).doubleValue();
  }

  /** What is wrong with a text that is not a number. */
  String fault(String text) {
    String fault = Quoted.of(text) + " is not a number";
    if (Numbers.isTooLong(text)) return fault + ": it " + Numbers.TOO_LONG;
    if (decimal != '.' || !Numbers.isOtherwiseWritten(text)) return fault;
    return fault
        + ": write the decimal sign as '.', without groups of thousands, or send CSV with decimal=%2C";
  }
}
