package dev.roster.storage.search.field;

/**
 * The SQL expressions that read a text.
 *
 * @param exact the text, compared byte by byte
 * @param folded the text in lower case, in the form of the index over its trigrams
 * @param head the first {@value #HEAD} characters, which an index contains; the same as exact if no
 *     text is longer
 * @param tail the whole text if it is longer than the head, otherwise null; empty if no text is
 *     longer
 * @param caseless whether all of these are in lower case, so that values are compared in lower case
 */
record TextExpression(String exact, String folded, String head, String tail, boolean caseless) {
  static final int HEAD = 100;

  /** Returns a text column, compared with the collation "C". */
  static TextExpression of(String column) {
    return new TextExpression(
        column + " collate \"C\"",
        "lower(" + column + " collate \"und-x-icu\")",
        column + " collate \"C\"",
        "",
        false);
  }

  /** Returns a name, which is found without regard to case. */
  static TextExpression caseless(String column) {
    String lower = "lower(" + column + " collate \"C\")";
    return new TextExpression(lower, lower, lower, "", true);
  }

  /** Returns the text of a row of version_attribute. */
  static TextExpression attribute(String a) {
    String whole = "coalesce(%1$s.long, %1$s.term)".formatted(a);
    return new TextExpression(
        whole, "lower(" + whole + " collate \"und-x-icu\")", a + ".term", a + ".long", false);
  }

  /** Returns the head of the text, because a sort key must be short. */
  String truncated() {
    return "left(" + exact + ", " + HEAD + ")";
  }

  boolean hasTail() {
    return !tail.isEmpty();
  }
}
