package dev.roster.drift.judgement;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Many tests at once, with a bound on the share of false alarms among the alarms. */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /** The adjusted p-values; a test stands at level α when its own is at most α. */
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
