package dev.roster.drift.statistic;

import java.util.Locale;

/** How far two distributions are apart. */
public enum Statistic {
  PSI(true, true),
  KS(true, false),
  JENSEN_SHANNON(true, true),
  HELLINGER(false, false),
  WASSERSTEIN(false, false),
  TOTAL_VARIATION(true, true),
  CHI_SQUARE(false, false),
  L_INFINITY(false, false);

  private final boolean numeric;
  private final boolean categorical;

  Statistic(boolean numeric, boolean categorical) {
    this.numeric = numeric;
    this.categorical = categorical;
  }

  /** Whether Roster computes it already. */
  public boolean isHere() {
    return numeric || categorical;
  }

  public boolean suitsCategories() {
    return categorical;
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
