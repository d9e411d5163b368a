package dev.roster.drift.statistic;

/** Population stability index: Σ (q−p) ln(q/p), with shares (c + ½)/(n + ½B). */
record Psi() implements Distance {
  @Override
  public double of(CountPair counts) {
    double half = 0.5 * counts.size();
    double n = counts.baselineRows() + half;
    double m = counts.currentRows() + half;
    double psi = 0;
    for (int cell = 0; cell < counts.size(); cell++) {
      double p = (counts.baseline()[cell] + 0.5) / n;
      double q = (counts.current()[cell] + 0.5) / m;
      psi += (q - p) * Math.log(q / p);
    }
    return psi;
  }

  @Override
  public double noise95(CountPair counts) {
    return ChiSquare.critical95(counts.size()) * counts.noise();
  }

  @Override
  public double pValue(double score, CountPair counts) {
    return ChiSquare.survival(score / counts.noise(), counts.size());
  }
}
