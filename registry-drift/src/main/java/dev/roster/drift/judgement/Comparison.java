package dev.roster.drift.judgement;

import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.NumericCells;
import dev.roster.drift.judgement.FeatureScore.TopCell;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.statistic.CountPair;
import dev.roster.drift.statistic.Score;
import dev.roster.drift.statistic.Statistic;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One column of a window beside the baseline's.
 *
 * @param score null, as {@code noise95} and {@code pValue}: one side has no values to compare
 */
record Comparison(
    String name,
    Statistic statistic,
    @Nullable Double score,
    @Nullable Double noise95,
    @Nullable Double pValue,
    double missingThen,
    double missingNow,
    double unseenNow,
    List<TopCell> topCells) {
  private static final int SHOWN = 3;

  /**
   * Over the values that are there, in the fine cells, the outer ones cut where the baseline's own
   * values end.
   */
  static Comparison ofFineCells(BaselineColumn column, NumericCells cells, ColumnCounts now) {
    CountPair present = CountPair.of(cutAtTheEnds(column.counts()), cutAtTheEnds(now));
    CountPair shown = CountPair.of(cells.fold(column.counts().counts()), cells.fold(now.counts()));
    return of(column, now, Statistic.KS, present, 0, top(shown, cells::foldedLabel));
  }

  private static long[] cutAtTheEnds(ColumnCounts column) {
    long[] counts = column.counts();
    int inner = counts.length - 1; // without the missing
    long[] cut = new long[inner + 2];
    System.arraycopy(counts, 0, cut, 1, inner);
    cut[0] = column.moments().below();
    cut[1] -= cut[0];
    cut[inner + 1] = column.moments().above();
    cut[inner] -= cut[inner + 1];
    return cut;
  }

  static Comparison ofDeciles(
      BaselineColumn column, NumericCells cells, ColumnCounts now, Statistic statistic) {
    CountPair pair = CountPair.of(cells.fold(column.counts().counts()), cells.fold(now.counts()));
    return of(column, now, statistic, pair, 0, top(pair, cells::foldedLabel));
  }

  static Comparison ofCategories(
      BaselineColumn column, CategoricalCells cells, ColumnCounts now, Statistic statistic) {
    CountPair pair = CountPair.of(column.counts().counts(), now.counts());
    double unseen = share(now.count(cells.unseen()), now.rows());
    return of(column, now, statistic, pair, unseen, top(pair, cells::label));
  }

  private static Comparison of(
      BaselineColumn column,
      ColumnCounts now,
      Statistic statistic,
      CountPair counts,
      double unseen,
      List<TopCell> top) {
    double missingThen = share(column.counts().missing(), column.counts().rows());
    double missingNow = share(now.missing(), now.rows());
    if (counts.baselineRows() == 0 || counts.currentRows() == 0)
      return new Comparison(
          column.name(), statistic, null, null, null, missingThen, missingNow, unseen, top);
    Score law = Score.of(statistic);
    double score = law.of(counts);
    return new Comparison(
        column.name(),
        statistic,
        score,
        law.noise95(counts),
        law.pValue(score, counts),
        missingThen,
        missingNow,
        unseen,
        top);
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
        missingNow,
        unseenNow,
        drifted,
        topCells);
  }

  private static List<TopCell> top(CountPair counts, IntFunction<String> label) {
    long n = counts.baselineRows();
    long m = counts.currentRows();
    return IntStream.range(0, counts.cells().length)
        .mapToObj(
            i ->
                new TopCell(
                    label.apply(counts.cells()[i]),
                    share(counts.baseline()[i], n),
                    share(counts.current()[i], m)))
        .sorted(
            Comparator.comparingDouble(
                (TopCell cell) -> -Math.abs(cell.current() - cell.baseline())))
        .limit(SHOWN)
        .toList();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
