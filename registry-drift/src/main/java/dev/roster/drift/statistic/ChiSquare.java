package dev.roster.drift.statistic;

import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The chi-square distribution, which PSI and Jensen-Shannon follow without drift, up to scale. */
final class ChiSquare {
  /** Under this expected count in a cell, the sum of squares no longer follows the distribution. */
  private static final double MIN_EXPECTED = 5;

  private static final Map<Integer, Double> CRITICAL_95 = new ConcurrentHashMap<>();

  private ChiSquare() {}

  static double critical95(int cells) {
    if (cells < 2) return 0;
    return CRITICAL_95.computeIfAbsent(
        cells, all -> ChiSquaredDistribution.of(all - 1).inverseSurvivalProbability(0.05));
  }

  static double survival(double value, int cells) {
    if (cells < 2) return 1;
    return ChiSquaredDistribution.of(cells - 1).survivalProbability(value);
  }

  private record Cell(long baseline, long current) {
    long rows() {
      return baseline + current;
    }

    Cell plus(Cell other) {
      return new Cell(baseline + other.baseline, current + other.current);
    }
  }

  /**
   * The p-value of the two-sample test. The cell with the fewest rows joins the one with the next
   * fewest until more than five rows are expected in each cell on both sides.
   */
  static double pValue(CountPair counts) {
    double n = counts.baselineRows();
    double m = counts.currentRows();
    double least = MIN_EXPECTED * (n + m) / Math.min(n, m);
    PriorityQueue<Cell> cells = new PriorityQueue<>(Comparator.comparingLong(Cell::rows));
    for (int cell = 0; cell < counts.size(); cell++)
      cells.add(new Cell(counts.baseline()[cell], counts.current()[cell]));
    while (cells.size() > 1 && cells.element().rows() <= least)
      cells.add(cells.remove().plus(cells.remove()));
    double sum = 0;
    for (Cell cell : cells) {
      double difference = cell.baseline() / n - cell.current() / m;
      sum += difference * difference * n * m / cell.rows();
    }
    return survival(sum, cells.size());
  }
}
