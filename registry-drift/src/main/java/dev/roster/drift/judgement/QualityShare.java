package dev.roster.drift.judgement;

/**
 * A share of rows that tells of the quality of data, such as that of missing values.
 *
 * @param expected the share that is expected without drift
 * @param current the window's share
 * @param noise three standard deviations of the difference without drift
 */
record QualityShare(double expected, double current, double noise) {
  private static final int DEVIATIONS = 3;

  /** The share of {@code part} of a window's rows, beside {@code expected} of a baseline's. */
  static QualityShare of(long expected, long baselineRows, long part, long windowRows) {
    if (baselineRows == 0 || windowRows == 0) return new QualityShare(0, 0, 0);
    double together = (double) (expected + part) / (baselineRows + windowRows);
    double variance = together * (1 - together) * (1.0 / baselineRows + 1.0 / windowRows);
    return new QualityShare(
        (double) expected / baselineRows,
        (double) part / windowRows,
        DEVIATIONS * Math.sqrt(variance));
  }

  /** How far the window's share is above the expected one. */
  double excess() {
    return current - expected;
  }

  /** Whether a difference is as large as the threshold, and larger than noise. */
  boolean reaches(double threshold, double difference) {
    return difference > 0 && difference >= threshold && difference >= noise;
  }
}
