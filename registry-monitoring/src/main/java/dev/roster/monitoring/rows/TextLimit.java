package dev.roster.monitoring.rows;

import java.nio.charset.StandardCharsets;

/** How long a text value may be, in whatever format it comes. */
final class TextLimit {
  static final int MAX_BYTES = 1 << 16;

  /** What is wrong with a longer text. */
  static final String FAULT = "is a text of more than " + MAX_BYTES + " bytes";

  private static final int MAX_BYTES_OF_CHARACTER = 3; // a pair of two has four

  private TextLimit() {}

  static boolean isExceededBy(String text) {
    if (text.length() > MAX_BYTES) return true;
    return text.length() * MAX_BYTES_OF_CHARACTER > MAX_BYTES
        && text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }
}
