package dev.roster.monitoring.baseline;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.baseline.NumericFreezer;
import dev.roster.monitoring.rows.CategoryForm;
import dev.roster.monitoring.rows.ColumnNames;
import dev.roster.monitoring.rows.Numbers;
import dev.roster.monitoring.rows.Quoted;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a column is, and freezes it. It is numeric when all its values are numbers. If
 * most are and some are not, nobody can tell what was meant, and the baseline is refused.
 */
final class ColumnTypes {
  private static final int MAX_ROWS = 10_000_000;
  private static final long BYTES_OF_NUMBER = 16; // with a copy

  /** As pandas, Python and ISO-8601 write a duration; each of them counts it in another unit. */
  private static final Pattern DURATION =
      Pattern.compile(
          "-?\\d{1,9} days?(,? [-+]?\\d{1,2}:\\d\\d:\\d\\d(\\.\\d{1,9})?)?"
              + "|-?P(?=[\\dT])(\\d{1,9}[YMWD])*(T(\\d{1,12}(\\.\\d{1,9})?[HMS])+)?");

  private ColumnTypes() {}

  /** Freezing holds the column's values in memory, which is claimed for as long as it takes. */
  static BaselineColumn freeze(
      String name,
      ColumnSpool spool,
      long rows,
      boolean categorical,
      RowDialect dialect,
      MemoryBudget.Claim claim) {
    long memory =
        Math.max(
            categorical ? 0 : BYTES_OF_NUMBER * Math.min(spool.values(), MAX_ROWS),
            CategoryReader.memory(spool));
    claim.growPatiently(memory);
    try {
      return freeze(name, spool, rows, categorical, dialect);
    } finally {
      claim.shrink(memory);
    }
  }

  private static BaselineColumn freeze(
      String name, ColumnSpool spool, long rows, boolean categorical, RowDialect dialect) {
    long missing = rows - spool.values();
    if (categorical) return CategoryReader.of(spool, dialect).freeze(name, missing);
    if (spool.values() > MAX_ROWS)
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "A baseline has at most " + MAX_ROWS + " rows. Take a sample of the reference data.");
    NumberReader reader = new NumberReader((int) spool.values(), dialect.decimal());
    spool.read(reader);
    if (reader.others == 0) {
      if (reader.notFinite != null) throw notFinite(name, reader);
      return NumericFreezer.freeze(name, reader.numbers(), missing);
    }
    CategoryReader categories = CategoryReader.of(spool, dialect);
    boolean isLikelyNumeric = 2 * (reader.size + reader.otherwise) > spool.values();
    if (isLikelyNumeric && categories.form() == CategoryForm.TEXT)
      throw mixed(name, reader, dialect);
    if (categories.isOfAll(DURATION)) throw durations(name, reader);
    return categories.freeze(name, missing);
  }

  private static Refused notFinite(String name, NumberReader reader) {
    return Refused.because(
        ProblemCode.MALFORMED_REQUEST,
        "Row %d, column '%s' has the value %s among numbers, which is not finite or out of range: %s. Leave missing values empty, or send categorical=%s if the column has categories."
            .formatted(
                reader.notFiniteRow,
                name,
                Quoted.of(reader.notFinite),
                Numbers.RANGE,
                ColumnNames.inUrl(name)));
  }

  private static Refused mixed(String name, NumberReader reader, RowDialect dialect) {
    String decimal =
        reader.otherwise == 0
            ? ""
            : " If %s is how numbers are written here, write them with '%s' as the decimal sign and without groups of thousands%s."
                .formatted(
                    Quoted.of(reader.firstOtherwise),
                    dialect.decimal(),
                    dialect.decimal() == '.' ? ", or send CSV with decimal=%2C" : "");
    return Refused.because(
        ProblemCode.MALFORMED_REQUEST,
        "The column '%s' has %d numbers and %d %s, of which the first is %s in row %d. If that means that the value is missing, leave it empty or write NA, null or NaN. If the column has categories, name it in categorical=%s.%s"
            .formatted(
                name,
                reader.size,
                reader.others,
                reader.others == 1 ? "other value" : "other values",
                Quoted.of(reader.firstOther),
                reader.firstOtherRow,
                ColumnNames.inUrl(name),
                decimal));
  }

  private static Refused durations(String name, NumberReader reader) {
    return Refused.because(
        ProblemCode.MALFORMED_REQUEST,
        "The column '%s' has durations, such as %s in row %d, which each writer of rows spells or counts in another way. Write them as numbers of seconds, or leave the column out with ignore=%s. If they are categories, send categorical=%s."
            .formatted(
                name,
                Quoted.of(reader.firstOther),
                reader.firstOtherRow,
                ColumnNames.inUrl(name),
                ColumnNames.inUrl(name)));
  }

  private static final class NumberReader implements ColumnSpool.Reader {
    private final double[] numbers;
    private final char decimal;
    private int size;
    private long others;
    private String firstOther = "";
    private long firstOtherRow;
    private long otherwise;
    private String firstOtherwise = "";
    private @Nullable String notFinite;
    private long notFiniteRow;

    private NumberReader(int values, char decimal) {
      numbers = new double[values];
      this.decimal = decimal;
    }

    @Override
    public void number(long row, double value) {
      if (Numbers.isOutOfRange(value)) notFinite(row, String.valueOf(value));
      numbers[size++] = value;
    }

    @Override
    public void text(long row, String value) {
      double number = Numbers.parse(value, decimal);
      if (!Double.isNaN(number) || Numbers.isInfinity(value)) {
        if (Numbers.isOutOfRange(number)) notFinite(row, value);
        numbers[size++] = number;
        return;
      }
      if (others++ == 0) {
        firstOther = value;
        firstOtherRow = row;
      }
      if (Numbers.isOtherwiseWritten(value) && otherwise++ == 0) firstOtherwise = value;
    }

    private void notFinite(long row, String value) {
      if (notFinite != null) return;
      notFinite = value;
      notFiniteRow = row;
    }

    private double[] numbers() {
      return size == numbers.length ? numbers : Arrays.copyOf(numbers, size);
    }
  }
}
