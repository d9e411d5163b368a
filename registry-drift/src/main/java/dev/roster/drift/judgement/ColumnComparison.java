package dev.roster.drift.judgement;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.Cells;
import dev.roster.drift.judgement.FeatureScore.TopCell;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.statistic.CountPair;
import dev.roster.drift.statistic.Measurement;
import dev.roster.drift.statistic.Statistic;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One column of a window compared with the baseline's.
 *
 * @param score null, as {@code noise95} and {@code pValue}: one side has no values to compare
 */
record ColumnComparison(
    String name,
    Statistic statistic,
    @Nullable Double score,
    @Nullable Double noise95,
    @Nullable Double pValue,
    double baselineMissing,
    double windowMissing,
    double windowUnseen,
    List<TopCell> topCells) {
  private static final int MAX_TOP_CELLS = 3;

  static ColumnComparison of(BaselineColumn column, ColumnCounts window, Statistic statistic) {
    Optional<Measurement> measured = statistic.measure(column, window);
    return new ColumnComparison(
        column.name(),
        statistic,
        measured.map(Measurement::score).orElse(null),
        measured.map(Measurement::noise95).orElse(null),
        measured.map(Measurement::pValue).orElse(null),
        share(column.counts().missing(), column.counts().rows()),
        share(window.missing(), window.rows()),
        share(column.cells().unseen(window.counts()), window.rows()),
        top(CountPair.ofCoarseCells(column, window), column.cells()));
  }

  boolean isSignificant(double level) {
    return pValue != null && pValue <= level;
  }

  FeatureScore scored(double threshold, boolean drifted) {
    return new FeatureScore(
        name,
        statistic,
        score,
        threshold,
        noise95,
        pValue,
        windowMissing,
        windowUnseen,
        drifted,
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
