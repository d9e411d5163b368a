package dev.roster.storage.search.field;

/** When the index over the trigrams of texts finds a part of them. */
public final class Trigrams {
  private Trigrams() {}

  /** Whether the index narrows by a part of which the case matters. */
  static boolean narrow(String part) {
    return hasTrigram(part) && canBeFolded(part);
  }

  /**
   * Whether a part of a text is, in lower case, a part of the text in lower case. The Greek sigma
   * has two small forms, so it depends on what follows.
   */
  static boolean canBeFolded(String part) {
    return part.indexOf('\u03A3') < 0;
  }

  /** Whether it has a trigram: three letters or digits in a row. */
  public static boolean hasTrigram(String part) {
    int run = 0;
    for (int i = 0; i < part.length(); i++) {
      run = Character.isLetterOrDigit(part.charAt(i)) ? run + 1 : 0;
      if (run == 3) return true;
    }
    return false;
  }
}
