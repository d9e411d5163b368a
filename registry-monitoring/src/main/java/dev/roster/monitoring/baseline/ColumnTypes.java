package dev.roster.monitoring.baseline;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.baseline.CategoricalFreezer;
import dev.roster.drift.baseline.NumericFreezer;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.monitoring.rows.Numbers;
import dev.roster.monitoring.rows.Quoted;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Finds out what a column is, and freezes it: numeric when all its values are numbers. */
final class ColumnTypes {
  private static final int MAX_DISTINCT = 100_000;
  private static final long MAX_CHARACTERS = 16_000_000;
  private static final int MAX_ROWS = 10_000_000;

  private ColumnTypes() {}

  static BaselineColumn freeze(String name, ColumnSpool spool, long rows, boolean categorical) {
    long missing = rows - spool.values();
    if (categorical) return categories(name, spool, missing);
    if (spool.values() > MAX_ROWS)
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "A baseline has at most " + MAX_ROWS + " rows. Take a sample of the reference data.");
    NumberReader reader = new NumberReader((int) spool.values());
    spool.read(reader);
    if (reader.word) return categories(name, spool, missing);
    if (reader.notFinite != null) throw notFinite(name, reader.notFinite);
    return NumericFreezer.freeze(name, reader.numbers(), missing);
  }

  private static Refused notFinite(String name, String value) {
    return Refused.because(
        ProblemCode.MALFORMED_REQUEST,
        "The column '"
            + name
            + "' has the value "
            + Quoted.of(value)
            + " among numbers, which is not finite or out of range (beyond 1e150). Leave"
            + " missing values empty, or name the column in categorical=.");
  }

  private static BaselineColumn categories(String name, ColumnSpool spool, long missing) {
    CategoryReader reader = new CategoryReader();
    spool.read(reader);
    return CategoricalFreezer.freeze(name, reader.counts, reader.uncounted, missing);
  }

  private static final class NumberReader implements ColumnSpool.Reader {
    private final double[] numbers;
    private int size;
    private boolean word;
    private String notFinite;

    private NumberReader(int values) {
      numbers = new double[values];
    }

    @Override
    public boolean number(double value) {
      if (Numbers.isOutOfRange(value)) notFinite = String.valueOf(value);
      numbers[size++] = value;
      return true;
    }

    @Override
    public boolean text(String value) {
      double number = Numbers.parse(value);
      if (Double.isNaN(number) && !Numbers.isNoFiniteNumber(value)) {
        word = true;
        return false;
      }
      if (Numbers.isOutOfRange(number)) notFinite = value;
      numbers[size++] = number;
      return true;
    }

    private double[] numbers() {
      return size == numbers.length ? numbers : Arrays.copyOf(numbers, size);
    }
  }

  private static final class CategoryReader implements ColumnSpool.Reader {
    private final Map<String, Long> counts = new HashMap<>();
    private long characters;
    private long uncounted;

    @Override
    public boolean number(double value) {
      return text(String.valueOf(value));
    }

    @Override
    public boolean text(String value) {
      String form = CategoricalCells.form(value);
      if (counts.containsKey(form)) {
        counts.merge(form, 1L, Long::sum);
      } else if (counts.size() < MAX_DISTINCT && characters < MAX_CHARACTERS) {
        counts.put(form, 1L);
        characters += form.length();
      } else {
        uncounted++;
      }
      return true;
    }
  }
}
