package dev.roster.storage.search.field;

/**
 * The SQL expressions that read a text.
 *
 * @param exact compared byte by byte
 * @param folded in lower case, as the index over its trigrams has it
 * @param head the first {@value #HEAD} characters, as an index has them; the same as exact where
 *     nothing is longer
 * @param tail all of it where it is longer than the head, else null; empty: nothing is longer
 * @param caseless whether all of these are in lower case, so that values are compared in lower case
 */
record TextExpression(String exact, String folded, String head, String tail, boolean caseless) {
  static final int HEAD = 100;

  /** A text column that is collated "C" or is given so. */
  static TextExpression of(String column) {
    return new TextExpression(
        column + " collate \"C\"",
        "lower(" + column + " collate \"und-x-icu\")",
        column + " collate \"C\"",
        "",
        false);
  }

  /** A name, which is found whatever its case. */
  static TextExpression caseless(String column) {
    String lower = "lower(" + column + " collate \"C\")";
    return new TextExpression(lower, lower, lower, "", true);
  }

  /** The text of a row of version_attribute. */
  static TextExpression attribute(String a) {
    String whole = "coalesce(%1$s.long, %1$s.term)".formatted(a);
    return new TextExpression(
        whole, "lower(" + whole + " collate \"und-x-icu\")", a + ".term", a + ".long", false);
  }

  /** The head of it: a key to order by is short. */
  String truncated() {
    return "left(" + exact + ", " + HEAD + ")";
  }

  boolean hasTail() {
    return !tail.isEmpty();
  }
}
