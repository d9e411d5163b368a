package dev.roster.drift.statistic;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The chi-square distribution, which PSI and Jensen-Shannon follow without drift, up to scale. */
final class ChiSquare {
  private ChiSquare() {}

  static double critical95(int cells) {
    if (cells < 2) return 0;
    return ChiSquaredDistribution.of(cells - 1).inverseSurvivalProbability(0.05);
  }

  static double survival(double value, int cells) {
    if (cells < 2) return 1;
    return ChiSquaredDistribution.of(cells - 1).survivalProbability(value);
  }
}
