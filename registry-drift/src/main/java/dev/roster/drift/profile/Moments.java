package dev.roster.drift.profile;

/**
 * Sums of a numeric column's values that are there, taken from the baseline's mean so that little
 * is lost to rounding. They add up over batches.
 *
 * @param sum of the differences from the baseline's mean
 * @param squares of the same, squared
 * @param lowest infinite when there is no value
 * @param highest infinite when there is no value
 * @param below how many values lie under the baseline's lowest
 * @param above how many lie over its highest
 */
public record Moments(
    double sum, double squares, double lowest, double highest, long below, long above) {
  public static final Moments NONE =
      new Moments(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 0);

  public Moments plus(Moments other) {
    return new Moments(
        sum + other.sum,
        squares + other.squares,
        Math.min(lowest, other.lowest),
        Math.max(highest, other.highest),
        below + other.below,
        above + other.above);
  }
}
