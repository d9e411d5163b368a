package dev.roster.storage.search.field;

/**
 * How a text is reached in SQL.
 *
 * @param exact compared byte by byte
 * @param folded without case, as the index over its parts has it
 * @param head the first {@value #HEAD} characters, as an index has them; the same as exact where
 *     nothing is longer
 * @param tail all of it where it is longer than the head, else null; empty: nothing is longer
 */
public record TextExpression(String exact, String folded, String head, String tail) {
  public static final int HEAD = 100;

  /** A text column that is collated "C" or is given so. */
  public static TextExpression of(String column) {
    return new TextExpression(
        column + " collate \"C\"",
        "lower(" + column + " collate \"und-x-icu\")",
        column + " collate \"C\"",
        "");
  }

  /** A name, which is found whatever its case. */
  public static TextExpression name(String column) {
    String lower = "lower(" + column + " collate \"C\")";
    return new TextExpression(lower, lower, lower, "");
  }

  /** The text of a version_attribute. */
  public static TextExpression attribute(String a) {
    String whole = "coalesce(%1$s.long, %1$s.term)".formatted(a);
    return new TextExpression(
        whole, "lower(" + whole + " collate \"und-x-icu\")", a + ".term", a + ".long");
  }

  public boolean hasTail() {
    return !tail.isEmpty();
  }
}
