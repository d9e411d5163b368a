package dev.roster.core.problem;

import org.jspecify.annotations.Nullable;

/** Shows the value that was sent beside the rule that it breaks. */
final class SentValue {
  private static final int MAX_LENGTH = 100;

  private SentValue() {}

  /**
   * For example {@code must be at most 1; was 30}. A text is quoted, a long one cut, and a double
   * is written as people write it.
   */
  static String beside(String rule, @Nullable Object value) {
    return rule + "; was " + shown(value);
  }

  private static String shown(@Nullable Object value) {
    if (value == null) return "not sent";
    String text = value instanceof Double number ? PlainNumber.of(number) : String.valueOf(value);
    if (text.length() > MAX_LENGTH) text = text.substring(0, MAX_LENGTH) + "…";
    return value instanceof CharSequence ? "'" + text + "'" : text;
  }
}
