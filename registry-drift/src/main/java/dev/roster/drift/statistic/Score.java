package dev.roster.drift.statistic;

/** A drift statistic: its value, and how it behaves when nothing drifted. Both sides have rows. */
public sealed interface Score permits Psi, JensenShannon, KolmogorovSmirnov, TotalVariation {
  double of(CountPair counts);

  /** What 95 of 100 windows without drift stay under. */
  double noise95(CountPair counts);

  /** The chance of such a score or a greater one without drift. */
  double pValue(double score, CountPair counts);

  static Score of(Statistic statistic) {
    return switch (statistic) {
      case PSI -> new Psi();
      case JENSEN_SHANNON -> new JensenShannon();
      case KS -> new KolmogorovSmirnov();
      case TOTAL_VARIATION -> new TotalVariation();
      case HELLINGER, WASSERSTEIN, CHI_SQUARE, L_INFINITY ->
          throw new IllegalArgumentException(statistic + " comes later");
    };
  }
}
