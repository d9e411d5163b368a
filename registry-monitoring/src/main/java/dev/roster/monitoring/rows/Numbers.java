package dev.roster.monitoring.rows;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.NumberInput;

/** Numbers in text: decimal, with or without an exponent; nothing else that Java would take. */
public final class Numbers {
  private static final Set<String> INFINITIES = Set.of("inf", "infinity");
  private static final Pattern OTHERWISE_WRITTEN =
      Pattern.compile(
          "[-+]?(\\d+,\\d+|\\d{1,3}(,\\d{3})+(\\.\\d+)?|\\d{1,3}([.' \u00a0\u202f]\\d{3})+(,\\d+)?)");
  private static final int MAX_LENGTH = 100;
  private static final double MAX_MAGNITUDE =
      1e150; // so that squares and their sums are numbers too

  /** What is wrong with a number that is longer than one may be. */
  public static final String TOO_LONG = "has more than " + MAX_LENGTH + " characters";

  /** The numbers that can be counted. */
  public static final String RANGE = "a number is from -1e150 to 1e150";

  private Numbers() {}

  /** The number; infinite when it is too large; NaN when the text is not a number. */
  public static double parse(String text) {
    String number = text.strip();
    int length = number.length();
    if (length == 0 || length > MAX_LENGTH) return Double.NaN;
    boolean digit = false;
    for (int i = 0; i < length; i++) {
      char c = number.charAt(i);
      if (c >= '0' && c <= '9') digit = true;
      else if (c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') return Double.NaN;
    }
    if (!digit) return Double.NaN;
    try {
      return NumberInput.parseDouble(number, true);
    } catch (NumberFormatException noNumber) { // digits, dots and signs in no order
      return Double.NaN;
    }
  }

  /** Whether the text is too long to be read as a number. */
  public static boolean isTooLong(String text) {
    return text.length() > MAX_LENGTH && text.strip().length() > MAX_LENGTH;
  }

  /** Whether the number is infinite, NaN or beyond ±1e150, and so cannot be counted. */
  public static boolean isOutOfRange(double number) {
    return !(Math.abs(number) <= MAX_MAGNITUDE);
  }

  /**
   * The number, if {@code decimal} is its decimal sign. Under a comma, a text with a point is not a
   * number: nobody can tell whether it groups thousands.
   */
  public static double parse(String text, char decimal) {
    String written = withPoint(text, decimal);
    return written == null ? Double.NaN : parse(written);
  }

  /** The text with a point as its decimal sign; null if it has a point that is none. */
  public static @Nullable String withPoint(String text, char decimal) {
    if (decimal == '.') return text;
    return text.indexOf('.') >= 0 ? null : text.replace(decimal, '.');
  }

  /** Whether the text is a number with a decimal comma or with grouped thousands. */
  public static boolean isOtherwiseWritten(String text) {
    return text.length() <= MAX_LENGTH && OTHERWISE_WRITTEN.matcher(text.strip()).matches();
  }

  /** Whether the text is a common spelling of infinity. */
  public static boolean isInfinity(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.startsWith("-") || word.startsWith("+")) word = word.substring(1);
    return INFINITIES.contains(word);
  }
}
