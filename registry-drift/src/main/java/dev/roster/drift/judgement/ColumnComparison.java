package dev.roster.drift.judgement;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.Cells;
import dev.roster.drift.judgement.DriftRules.Thresholds;
import dev.roster.drift.judgement.FeatureScore.TopCell;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.statistic.CountPair;
import dev.roster.drift.statistic.Measurement;
import dev.roster.drift.statistic.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One column of a window compared with the baseline's.
 *
 * @param measured null if one side has no values to compare
 */
record ColumnComparison(
    String name,
    Statistic statistic,
    @Nullable Measurement measured,
    QualityShare missing,
    QualityShare unseen,
    List<TopCell> topCells) {
  private static final int MAX_TOP_CELLS = 3;

  static ColumnComparison of(BaselineColumn column, ColumnCounts window, Statistic statistic) {
    long n = column.counts().rows();
    long m = window.rows();
    return new ColumnComparison(
        column.name(),
        statistic,
        statistic.measure(column, window).orElse(null),
        QualityShare.of(column.counts().missing(), n, window.missing(), m),
        QualityShare.of(column.once(), n, column.cells().unseen(window.counts()), m),
        top(CountPair.ofCoarseCells(column, window), column.cells()));
  }

  /** The p-value; 1 if there was nothing to compare. */
  double pValue() {
    return measured == null ? 1 : measured.pValue();
  }

  /**
   * What makes the column drift.
   *
   * @param significant whether the score is unlikely without drift, among all columns
   * @param part the part of the alarm threshold from which the score counts
   */
  List<DriftedBy> drift(Thresholds limits, boolean significant, double part) {
    List<DriftedBy> because = new ArrayList<>();
    if (significant
        && measured != null
        && measured.score() >= limits.alarm() * part
        && measured.score() >= measured.noise95()) because.add(DriftedBy.SCORE);
    if (missing.reaches(limits.missing(), Math.abs(missing.excess())))
      because.add(DriftedBy.MISSING);
    if (unseen.reaches(limits.unseen(), unseen.excess())) because.add(DriftedBy.UNSEEN);
    return because;
  }

  /** The figure of what made the column drift, with its threshold. */
  Worst figure(DriftedBy by, Thresholds limits) {
    return switch (by) {
      case SCORE -> new Worst(name, by, measured == null ? 0 : measured.score(), limits.alarm());
      case MISSING -> new Worst(name, by, Math.abs(missing.excess()), limits.missing());
      case UNSEEN -> new Worst(name, by, unseen.excess(), limits.unseen());
    };
  }

  FeatureScore scored(double threshold, List<DriftedBy> because) {
    Optional<Measurement> score = Optional.ofNullable(measured);
    return new FeatureScore(
        name,
        statistic,
        score.map(Measurement::score).orElse(null),
        threshold,
        score.map(Measurement::noise95).orElse(null),
        score.map(Measurement::pValue).orElse(null),
        missing.current(),
        unseen.current(),
        unseen.expected(),
        !because.isEmpty(),
        because,
        topCells);
  }

  private static List<TopCell> top(CountPair counts, Cells cells) {
    long n = counts.baselineRows();
    long m = counts.currentRows();
    return IntStream.range(0, counts.cells().length)
        .mapToObj(
            i ->
                new TopCell(
                    cells.foldedLabel(counts.cells()[i]),
                    share(counts.baseline()[i], n),
                    share(counts.current()[i], m)))
        .sorted(
            Comparator.comparingDouble(
                (TopCell cell) -> -Math.abs(cell.current() - cell.baseline())))
        .limit(MAX_TOP_CELLS)
        .toList();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
