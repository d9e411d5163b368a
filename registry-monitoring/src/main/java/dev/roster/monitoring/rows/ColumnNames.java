package dev.roster.monitoring.rows;

/** What a column may be called, and how many there may be. */
public final class ColumnNames {
  /** More columns than this are refused. */
  public static final int MAX_COLUMNS = 5_000;

  private static final int MAX_LENGTH = 256;

  private ColumnNames() {}

  public static void check(String name) {
    if (name.isEmpty()) throw Rows.malformed("A column has no name.");
    if (name.length() > MAX_LENGTH)
      throw Rows.malformed("A column's name is longer than " + MAX_LENGTH + " characters.");
    if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || c >= 0xd800 && c <= 0xdfff))
      throw Rows.malformed("A column's name has a control character.");
  }

  public static void checkCount(int columns) {
    if (columns > MAX_COLUMNS)
      throw Rows.malformed("There are more than " + MAX_COLUMNS + " columns.");
  }
}
