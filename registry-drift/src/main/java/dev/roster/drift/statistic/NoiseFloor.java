package dev.roster.drift.statistic;

/** The noise floor of a statistic, if both sides had other numbers of rows in the same cells. */
public final class NoiseFloor {
  private final Distance distance;
  private final CountPair counts;

  NoiseFloor(Distance distance, CountPair counts) {
    this.distance = distance;
    this.counts = counts;
  }

  /**
   * The score that 95 of 100 windows without drift stay below.
   *
   * @param baselineFactor by how much the baseline's rows are multiplied
   * @param windowFactor by how much the window's are
   */
  public double at(double baselineFactor, double windowFactor) {
    return distance.noise95(counts.scaled(baselineFactor, windowFactor));
  }
}
