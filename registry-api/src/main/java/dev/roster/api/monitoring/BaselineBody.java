package dev.roster.api.monitoring;

import dev.roster.core.monitoring.baseline.Baselines;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.baseline.NotJudged;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.NumericCells;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body that describes the baseline of a version.
 *
 * @param replaced the digest of the baseline that this one took the place of in this call; null if
 *     there was none
 */
record BaselineBody(
    String model,
    int version,
    String digest,
    long rows,
    Roles roles,
    List<Column> features,
    @Nullable Column prediction,
    @Nullable Column score,
    @Nullable String replaced) {

  static BaselineBody of(VersionRef version, Baselines.Put put) {
    return of(version, put.baseline(), put.replaced());
  }

  static BaselineBody of(VersionRef version, Baseline baseline) {
    return of(version, baseline, null);
  }

  private static BaselineBody of(VersionRef version, Baseline baseline, @Nullable String replaced) {
    return new BaselineBody(
        version.model().name().text(),
        version.number(),
        baseline.digest(),
        baseline.rows(),
        baseline.roles(),
        baseline.features().stream().map(Column::of).toList(),
        baseline.prediction() == null ? null : Column.of(baseline.prediction()),
        baseline.score() == null ? null : Column.of(baseline.score()),
        replaced);
  }

  /**
   * A column of the baseline.
   *
   * @param unseenExpected the share of rows with an unseen category that is expected without drift
   * @param notJudged why checks leave the column out; null if they judge it
   */
  record Column(
      String name,
      String kind,
      CellsBody cells,
      double unseenExpected,
      @Nullable NotJudged notJudged,
      @Nullable Double mean,
      @Nullable Double standardDeviation) {
    static Column of(BaselineColumn column) {
      return new Column(
          column.name(),
          column.cells().kind(),
          CellsBody.of(column),
          column.unseenExpected(),
          column.notJudged().orElse(null),
          column.mean(),
          column.standardDeviation());
    }
  }

  /**
   * The cells with the counts of the baseline.
   *
   * @param edges the inner bounds of a numeric column, one fewer than {@code counts}
   * @param categories the categories of a categorical column
   * @param other the count of all rare values of a categorical column
   */
  record CellsBody(
      double @Nullable [] edges,
      @Nullable List<String> categories,
      long[] counts,
      @Nullable Long other,
      long missing) {
    static CellsBody of(BaselineColumn column) {
      long[] counts = column.counts().counts();
      long missing = column.counts().missing();
      if (column.cells() instanceof NumericCells cells)
        return new CellsBody(
            cells.edges(), null, Arrays.copyOf(counts, cells.missing()), null, missing);
      CategoricalCells cells = (CategoricalCells) column.cells();
      return new CellsBody(
          null,
          cells.categories(),
          Arrays.copyOf(counts, cells.other()),
          counts[cells.other()],
          missing);
    }
  }
}
