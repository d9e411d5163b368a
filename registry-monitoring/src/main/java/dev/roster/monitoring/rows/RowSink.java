package dev.roster.monitoring.rows;

/** Receives rows value by value. A column without a value in a row is left out. */
public interface RowSink {
  /** The index of a column that is not read. */
  int UNWANTED = -1;

  /** What is wrong with a list or an object as a value. */
  String NESTED = "is neither a number nor text nor a boolean";

  /** The index for the values of a column. It is asked once for each name that one may have. */
  int column(String name);

  /** Whether a column's values are wanted as text even if they are numbers. */
  boolean wantsText(int column);

  /** A value; none of {@link MissingTexts}. */
  void text(int column, String value);

  /** A value of a column whose type is numeric. */
  void number(int column, double value);

  /** The row says that it has no value here. */
  void missing(int column);

  /** There is a value that cannot be read. */
  void unreadable(int column, String detail);

  /** The row cannot be read. What was given of its values does not count. */
  void badRow(long row, String detail);

  /**
   * The row is complete.
   *
   * @param row 1, 2, 3 …
   */
  void endRow(long row);
}
