package dev.roster.monitoring.rows;

import java.util.Locale;
import java.util.Set;
import tools.jackson.core.io.NumberInput;

/** Numbers in text: decimal, with or without an exponent; nothing else that Java would take. */
public final class Numbers {
  private static final Set<String> NO_FINITE_NUMBERS = Set.of("nan", "inf", "infinity");
  private static final int MAX_LENGTH = 100;
  private static final double MAX_MAGNITUDE =
      1e150; // so that squares and their sums are numbers too

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

  /** Whether the number is infinite, NaN or beyond ±1e150, and so cannot be counted. */
  public static boolean isOutOfRange(double number) {
    return !(Math.abs(number) <= MAX_MAGNITUDE);
  }

  /** Whether the text is a common spelling of NaN or infinity. */
  public static boolean isNoFiniteNumber(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.startsWith("-") || word.startsWith("+")) word = word.substring(1);
    return NO_FINITE_NUMBERS.contains(word);
  }
}
