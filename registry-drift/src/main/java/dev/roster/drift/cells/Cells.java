package dev.roster.drift.cells;

/**
 * The cells in which the values of a column are counted. The baseline freezes them. The last cell
 * is for missing values.
 */
public sealed interface Cells permits NumericCells, CategoricalCells {
  /** How many cells there are, the one for missing values included. */
  int size();

  /** The kind's name on the wire. */
  String kind();

  /** What people read for a cell: {@code (5.1,6.2]}, {@code b}, {@code missing}. */
  String label(int cell);

  /** The counts of the coarse cells that the counts of all cells add up to. */
  long[] fold(long[] counts);

  /** What people read for a coarse cell. */
  String foldedLabel(int cell);

  /** How many of the counted values are categories that the baseline does not have. */
  long unseen(long[] counts);

  default int missing() {
    return size() - 1;
  }
}
