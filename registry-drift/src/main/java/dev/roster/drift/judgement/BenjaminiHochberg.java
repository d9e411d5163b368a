package dev.roster.drift.judgement;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of many tests, so that the share of false alarms among alarms is bounded.
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * The adjusted p-values. A test is significant at level α if its adjusted p-value is at most α.
   */
  public static double[] adjust(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double least = 1;
    for (int rank = p.length; rank >= 1; rank--) {
      int test = order[rank - 1];
      least = Math.min(least, p[test] * p.length / rank);
      adjusted[test] = least;
    }
    return adjusted;
  }
}
