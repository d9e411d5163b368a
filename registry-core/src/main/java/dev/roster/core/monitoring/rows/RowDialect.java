package dev.roster.core.monitoring.rows;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * How rows are written.
 *
 * @param delimiter what separates the fields of CSV
 * @param decimal the decimal sign of the numbers of CSV, {@code .} or {@code ,}
 */
public record RowDialect(RowFormat format, char delimiter, char decimal) {
  private static final String NO_DELIMITERS = "\"\r\n.+-_ ";

  /** The dialect of a format if nothing else is said. */
  public static RowDialect of(RowFormat format) {
    return new RowDialect(format, ',', '.');
  }

  /**
   * @param delimiter one character, or {@code tab}; null for a comma
   * @param decimal {@code .} or {@code ,}; null for a point
   * @throws Refused {@code invalid_field}
   */
  public static RowDialect of(
      RowFormat format, @Nullable String delimiter, @Nullable String decimal) {
    if (format != RowFormat.CSV && (delimiter != null || decimal != null))
      throw Refused.invalid(
          field(delimiter == null ? "decimal" : "delimiter"),
          "applies to CSV, and the rows are "
              + format
              + ", which says itself where a value ends. Leave it out");
    char separator = delimiter == null ? ',' : delimiter(delimiter);
    if (decimal != null && !decimal.equals(".") && !decimal.equals(","))
      throw Refused.invalid(field("decimal"), "must be '.' or ','; was '" + decimal + "'");
    char sign = decimal == null ? '.' : decimal.charAt(0);
    if (sign == separator && delimiter != null)
      throw Refused.invalid(field("delimiter"), "must be another character than decimal");
    return new RowDialect(format, separator, sign);
  }

  private static char delimiter(String text) {
    if (text.equalsIgnoreCase("tab") || text.equals("\\t")) return '\t';
    if (text.length() == 1
        && !Character.isLetterOrDigit(text.charAt(0))
        && !Character.isSurrogate(text.charAt(0))
        && NO_DELIMITERS.indexOf(text.charAt(0)) < 0) return text.charAt(0);
    throw Refused.invalid(
        field("delimiter"),
        "must be 'tab' or one character such as ';' or '|' (%3B or %7C in a URL); was '"
            + text
            + "'");
  }
}
