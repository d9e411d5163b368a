package dev.roster.storage.search.field;

/** Says whether the index over the trigrams of texts can find a part of a text. */
public final class Trigrams {
  private Trigrams() {}

  /** Whether the index narrows by a part whose case matters. */
  static boolean narrow(String part) {
    return hasTrigram(part) && canBeFolded(part);
  }

  /**
   * Whether the part in lower case always occurs in the text in lower case. It may not with the
   * Greek sigma, which has two small forms, depending on the next letter.
   */
  static boolean canBeFolded(String part) {
    return part.indexOf('\u03A3') < 0;
  }

  /** Whether the part has a trigram, which is three letters or digits in a row. */
  public static boolean hasTrigram(String part) {
    int run = 0;
    for (int i = 0; i < part.length(); i++) {
      run = Character.isLetterOrDigit(part.charAt(i)) ? run + 1 : 0;
      if (run == 3) return true;
    }
    return false;
  }
}
