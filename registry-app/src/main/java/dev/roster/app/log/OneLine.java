package dev.roster.app.log;

/** Turns a text into one line that is safe to show in a terminal. */
final class OneLine {
  private OneLine() {}

  /** Escapes control characters and line ends, for example {@code \n} and U+2028. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) if (isHarmful(text.charAt(i))) return escape(text, i);
    return text;
  }

  private static String escape(String text, int from) {
    StringBuilder line = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (isHarmful(c)) line.append(String.format("\\u%04x", (int) c));
          else line.append(c);
        }
      }
    }
    return line.toString();
  }

  private static boolean isHarmful(char c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || isDirection(c);
  }

  /** Direction marks make a terminal show text in another order than it was written. */
  private static boolean isDirection(char c) {
    return c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
  }
}
