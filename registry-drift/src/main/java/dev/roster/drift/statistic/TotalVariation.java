package dev.roster.drift.statistic;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * ½ Σ |q−p|: the share of rows that moved. Its law under no drift is simulated once for each number
 * of cells, with even shares, where it is widest.
 */
record TotalVariation() implements Distance {
  private static final int DRAWS = 100_000;
  private static final Map<Integer, double[]> SIMULATED = new ConcurrentHashMap<>();

  @Override
  public double of(CountPair counts) {
    double n = counts.baselineRows();
    double m = counts.currentRows();
    double moved = 0;
    for (int cell = 0; cell < counts.size(); cell++)
      moved += Math.abs(counts.current()[cell] / m - counts.baseline()[cell] / n);
    return moved / 2;
  }

  @Override
  public double noise95(CountPair counts) {
    return simulated(counts.size())[DRAWS * 95 / 100] * Math.sqrt(counts.noise());
  }

  @Override
  public double pValue(double score, CountPair counts) {
    if (counts.size() < 2) return 1;
    double unit = score / Math.sqrt(counts.noise());
    double[] draws = simulated(counts.size());
    int found = Arrays.binarySearch(draws, unit);
    int under = found >= 0 ? found : -found - 1;
    double seen = Math.max(1, DRAWS - under) / (double) DRAWS;
    // by Cauchy-Schwarz never above this, which goes on where the draws end
    return Math.min(seen, ChiSquare.survival(4 * unit * unit, counts.size()));
  }

  /** Ascending draws of ½ Σ |x|, x the deviations of even shares at 1/n + 1/m = 1. */
  private static double[] simulated(int cells) {
    return SIMULATED.computeIfAbsent(cells, TotalVariation::simulate);
  }

  private static double[] simulate(int cells) {
    Random random = new Random(20201124L + cells);
    double[] draws = new double[DRAWS];
    double[] normal = new double[cells];
    for (int draw = 0; draw < DRAWS; draw++) {
      double mean = 0;
      for (int cell = 0; cell < cells; cell++) {
        normal[cell] = random.nextGaussian();
        mean += normal[cell] / cells;
      }
      double sum = 0;
      for (double value : normal) sum += Math.abs(value - mean);
      draws[draw] = sum / 2 / Math.sqrt(cells);
    }
    Arrays.sort(draws);
    return draws;
  }
}
