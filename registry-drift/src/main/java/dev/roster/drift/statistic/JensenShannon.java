package dev.roster.drift.statistic;

/** Jensen-Shannon distance in base 2: the root of the mean divergence from the mixture. */
record JensenShannon() implements Distance {
  /** For small shifts the divergence in bits is about PSI ÷ 8 ln 2. */
  private static final double PER_PSI = 8 * Math.log(2);

  @Override
  public double of(CountPair counts) {
    double n = counts.baselineRows();
    double m = counts.currentRows();
    double nats = 0;
    for (int cell = 0; cell < counts.size(); cell++) {
      double p = counts.baseline()[cell] / n;
      double q = counts.current()[cell] / m;
      double middle = (p + q) / 2;
      if (p > 0) nats += p / 2 * Math.log(p / middle);
      if (q > 0) nats += q / 2 * Math.log(q / middle);
    }
    return Math.sqrt(Math.max(0, nats / Math.log(2)));
  }

  @Override
  public double noise95(CountPair counts) {
    return Math.sqrt(ChiSquare.critical95(counts.size()) * counts.noise() / PER_PSI);
  }

  @Override
  public double pValue(double score, CountPair counts) {
    return ChiSquare.survival(score * score * PER_PSI / counts.noise(), counts.size());
  }
}
