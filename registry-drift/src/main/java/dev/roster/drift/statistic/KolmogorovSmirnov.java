package dev.roster.drift.statistic;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.profile.ColumnCounts;

/**
 * The largest distance between the two cumulative shares, at the bounds of the fine cells. Missing
 * values have no place in an order and are left out.
 */
record KolmogorovSmirnov() implements Distance {
  /** √(−ln(0.05/2)/2). */
  private static final double CRITICAL_95 = Math.sqrt(-Math.log(0.025) / 2);

  @Override
  public CountPair counts(BaselineColumn column, ColumnCounts window) {
    return CountPair.ofFineCells(column, window);
  }

  @Override
  public boolean needsOrder() {
    return true;
  }

  @Override
  public double of(CountPair counts) {
    double n = counts.baselineRows();
    double m = counts.currentRows();
    long below = 0;
    long nowBelow = 0;
    double distance = 0;
    for (int cell = 0; cell < counts.size(); cell++) {
      below += counts.baseline()[cell];
      nowBelow += counts.current()[cell];
      distance = Math.max(distance, Math.abs(below / n - nowBelow / m));
    }
    return distance;
  }

  @Override
  public double noise95(CountPair counts) {
    return CRITICAL_95 * Math.sqrt(counts.noise());
  }

  @Override
  public double pValue(double score, CountPair counts) {
    return limit(score / Math.sqrt(counts.noise()));
  }

  /** Kolmogorov's limit: 2 Σ (−1)^(k−1) exp(−2k²λ²). */
  static double limit(double lambda) {
    if (lambda < 0.2) return 1; // less than 1e-12 from it, and the series no longer converges fast
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
      double term = Math.exp(-2.0 * k * k * lambda * lambda);
      sum += k % 2 == 1 ? term : -term;
      if (term < 1e-17 * sum) break;
    }
    return Math.min(1, Math.max(0, 2 * sum));
  }
}
