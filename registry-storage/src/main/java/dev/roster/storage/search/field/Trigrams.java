package dev.roster.storage.search.field;

import org.jspecify.annotations.Nullable;

/** Facts about parts of texts. */
public final class Trigrams {
  private Trigrams() {}

  /** The least text behind all that begin so, byte by byte; null: there is none. */
  public static @Nullable String behindAllWith(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last == Character.MAX_CODE_POINT) continue;
      int next = last + 1;
      if (next == Character.MIN_SURROGATE) next = Character.MAX_SURROGATE + 1;
      return prefix.substring(0, end) + Character.toString(next);
    }
    return null;
  }

  /**
   * Whether a part of a text is, in lower case, a part of the text in lower case. The Greek sigma
   * has two small forms, so it depends on what follows.
   */
  public static boolean canBeFolded(String part) {
    return part.indexOf('\u03A3') < 0;
  }

  /** Whether trigrams narrow by it: three letters or digits in a row. */
  public static boolean hasTrigram(String part) {
    int run = 0;
    for (int i = 0; i < part.length(); i++) {
      run = Character.isLetterOrDigit(part.charAt(i)) ? run + 1 : 0;
      if (run == 3) return true;
    }
    return false;
  }
}
