package dev.roster.monitoring.profile;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.NumericCells;
import dev.roster.monitoring.rows.CategoryForm;
import dev.roster.monitoring.rows.Numbers;
import dev.roster.monitoring.rows.Quoted;
import dev.roster.monitoring.rows.TimestampParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the cell of a value in a column of the baseline. The baseline says what the column is, so
 * {@code true} is a number where the baseline has zeros and ones, and 1 is a boolean where it has
 * booleans.
 */
final class CellFinder {
  private static final double ROUNDING = 1e-9;

  private final BaselineColumn column;
  private final char decimal;
  private final CategoryForm form;
  private final Map<String, String> categories = new HashMap<>(); // by their one spelling
  private final boolean hasZerosAndOnes;
  private final long ticksPerSecond;

  CellFinder(BaselineColumn column, char decimal) {
    this.column = column;
    this.decimal = decimal;
    if (column.cells() instanceof CategoricalCells cells) {
      List<String> all = new ArrayList<>(cells.categories());
      all.addAll(cells.rare());
      form = formOf(all);
      if (form != CategoryForm.TEXT)
        for (String category : all) categories.put(form.canonical(category), category);
    } else {
      form = CategoryForm.NUMBER;
    }
    hasZerosAndOnes = hasZerosAndOnes(column);
    ticksPerSecond = column.mean() == null ? 0 : ticksPerSecond(column);
  }

  /** Where the categories are only zeros and ones, words are read too. */
  private static CategoryForm formOf(List<String> categories) {
    CategoryForm form = CategoryForm.of(categories);
    return form == CategoryForm.NUMBER && CategoryForm.BOOLEAN.isOfAll(categories)
        ? CategoryForm.BOOLEAN
        : form;
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
    return column.cells() instanceof CategoricalCells;
  }

  int missing() {
    return column.cells().missing();
  }

  /** The cell of a category. */
  int cellOf(String category) {
    CategoricalCells cells = (CategoricalCells) column.cells();
    if (form == CategoryForm.TEXT) return cells.cellOf(category);
    String pointed = Numbers.withPoint(category, decimal);
    String canonical = form.canonical(pointed == null ? category : pointed);
    return cells.cellOf(categories.getOrDefault(canonical, category));
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
    return time == null ? Double.NaN : ticks(time);
  }

  private double ticks(Instant time) {
    long nanosPerTick = 1_000_000_000 / ticksPerSecond;
    return time.getEpochSecond() * ticksPerSecond + time.getNano() / nanosPerTick;
  }

  /** What is wrong with a text that is not a number. */
  String fault(String text) {
    String fault = Quoted.of(text) + " is not a number";
    if (decimal != '.' || !Numbers.isOtherwiseWritten(text)) return fault;
    return fault
        + ": write the decimal sign as '.', without groups of thousands, or send CSV with decimal=%2C";
  }
}
