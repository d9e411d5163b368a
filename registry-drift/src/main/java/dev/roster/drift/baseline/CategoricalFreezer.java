package dev.roster.drift.baseline;

import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.Moments;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Freezes a categorical column: its commonest values, up to 50, each with half a percent of the
 * values that are there or more. The rest is pooled.
 */
public final class CategoricalFreezer {
  private static final int CATEGORIES = 50;
  private static final int PER_HALF_PERCENT = 200;

  /** So many pooled values are remembered, to tell them from unseen ones. */
  static final int REMEMBERED = 10_000;

  private CategoricalFreezer() {}

  /**
   * @param counts of each value
   * @param uncounted values that there were too many different ones of to count apart
   */
  public static BaselineColumn freeze(
      String name, Map<String, Long> counts, long uncounted, long missing) {
    long present = uncounted + counts.values().stream().mapToLong(Long::longValue).sum();
    List<Map.Entry<String, Long>> byCount =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    List<Map.Entry<String, Long>> kept =
        byCount.stream()
            .limit(CATEGORIES)
            .takeWhile(entry -> entry.getValue() * PER_HALF_PERCENT >= present)
            .toList();
    List<Map.Entry<String, Long>> pooled = byCount.subList(kept.size(), byCount.size());
    CategoricalCells cells =
        new CategoricalCells(
            kept.stream().map(Map.Entry::getKey).toList(),
            pooled.stream().limit(REMEMBERED).map(Map.Entry::getKey).sorted().toList(),
            uncounted == 0 && pooled.size() <= REMEMBERED);
    long[] cellCounts = new long[cells.size()];
    for (int cell = 0; cell < kept.size(); cell++) cellCounts[cell] = kept.get(cell).getValue();
    cellCounts[cells.other()] = uncounted + pooled.stream().mapToLong(Map.Entry::getValue).sum();
    cellCounts[cells.missing()] = missing;
    return new BaselineColumn(name, cells, new ColumnCounts(cellCounts, Moments.NONE), null, null);
  }
}
