package dev.roster.monitoring.rows;

import dev.roster.drift.cells.CategoricalCells;
import java.nio.charset.StandardCharsets;

/** What a text value is read as, in whatever format it comes. */
final class TextValue {
  /** How long a text may be. */
  static final int MAX_BYTES = 1 << 16;

  /** What is wrong with a longer text. */
  static final String FAULT = "is a text of more than " + MAX_BYTES + " bytes";

  private static final int MAX_BYTES_OF_CHARACTER = 3; // a pair of two has four

  private TextValue() {}

  /** Gives the text to the sink, as a value or as what it means. */
  static void give(String text, int column, RowSink sink) {
    if (isTooLong(text)) sink.unreadable(column, FAULT);
    else if (MissingTexts.contain(text)) sink.missing(column);
    else sink.text(column, withoutManyBlanks(text));
  }

  private static boolean isTooLong(String text) {
    if (text.length() > MAX_BYTES) return true;
    return text.length() * MAX_BYTES_OF_CHARACTER > MAX_BYTES
        && text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  /**
   * Of a text that is longer than a category, its first characters tell it apart, and they must not
   * be nothing but blanks.
   */
  private static String withoutManyBlanks(String text) {
    return text.length() > CategoricalCells.MAX_LENGTH ? text.strip() : text;
  }
}
