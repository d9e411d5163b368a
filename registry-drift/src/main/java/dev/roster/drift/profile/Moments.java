package dev.roster.drift.profile;

/**
 * Sums over the numbers of a column. The numbers are taken as differences from the baseline's mean,
 * so that little is lost to rounding. Sums of batches can be added up.
 *
 * @param sum the sum of the differences from the baseline's mean
 * @param squares the sum of the squares of these differences
 * @param lowest infinite when there is no value
 * @param highest infinite when there is no value
 * @param below how many values are below the baseline's lowest
 * @param above how many values are above its highest
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
