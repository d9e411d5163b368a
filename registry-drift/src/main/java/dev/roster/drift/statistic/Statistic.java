package dev.roster.drift.statistic;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.profile.ColumnCounts;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statistics that measure how far two distributions are apart. */
public enum Statistic {
  PSI(new Psi()),
  KS(new KolmogorovSmirnov()),
  JENSEN_SHANNON(new JensenShannon()),
  HELLINGER(null),
  WASSERSTEIN(null),
  TOTAL_VARIATION(new TotalVariation()),
  CHI_SQUARE(null),
  L_INFINITY(null);

  private final @Nullable Distance distance;

  /**
   * @param distance null if Roster does not compute it yet
   */
  Statistic(@Nullable Distance distance) {
    this.distance = distance;
  }

  /** Whether Roster computes the statistic already. */
  public boolean isComputed() {
    return distance != null;
  }

  /** Whether the statistic can compare categories, which have no order. */
  public boolean suitsCategories() {
    return distance != null && !distance.needsOrder();
  }

  /** Compares a column of a window with the baseline's. Empty if one side has no values. */
  public Optional<Measurement> measure(BaselineColumn column, ColumnCounts window) {
    Distance used = distance();
    CountPair counts = used.counts(column, window);
    if (counts.baselineRows() == 0 || counts.currentRows() == 0) return Optional.empty();
    double score = used.of(counts);
    double pValue =
        column.cells() instanceof CategoricalCells
            ? ChiSquare.pValue(counts) // categories may have few rows
            : used.pValue(score, counts);
    return Optional.of(new Measurement(score, used.noise95(counts), pValue));
  }

  /** The noise floor of a column, at any number of rows. Empty if one side has no values. */
  public Optional<NoiseFloor> noiseFloor(BaselineColumn column, ColumnCounts window) {
    CountPair counts = distance().counts(column, window);
    if (counts.baselineRows() == 0 || counts.currentRows() == 0) return Optional.empty();
    return Optional.of(new NoiseFloor(distance(), counts));
  }

  Distance distance() {
    return Objects.requireNonNull(distance, () -> this + " is not computed yet");
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
