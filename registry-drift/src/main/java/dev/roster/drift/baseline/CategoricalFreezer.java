package dev.roster.drift.baseline;

import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.Moments;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Freezes a categorical column. It gives a cell to each of the 50 most frequent values that make up
 * half a percent or more; the others are pooled.
 */
public final class CategoricalFreezer {
  /** How many categories have a cell of their own. */
  static final int MAX_CATEGORIES = 50;

  private static final int PER_HALF_PERCENT = 200;

  /** How many pooled values are stored, to tell them from unseen ones. */
  static final int MAX_RARE = 10_000;

  private CategoricalFreezer() {}

  /**
   * @param counts of each value
   * @param uncounted how many values were not counted one by one, as there were too many
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
            .limit(MAX_CATEGORIES)
            .takeWhile(entry -> entry.getValue() * PER_HALF_PERCENT >= present)
            .toList();
    List<Map.Entry<String, Long>> pooled = byCount.subList(kept.size(), byCount.size());
    CategoricalCells cells =
        new CategoricalCells(
            kept.stream().map(Map.Entry::getKey).toList(),
            pooled.stream().limit(MAX_RARE).map(Map.Entry::getKey).sorted().toList(),
            uncounted == 0 && pooled.size() <= MAX_RARE);
    long[] cellCounts = new long[cells.size()];
    for (int cell = 0; cell < kept.size(); cell++) cellCounts[cell] = kept.get(cell).getValue();
    cellCounts[cells.other()] = uncounted + pooled.stream().mapToLong(Map.Entry::getValue).sum();
    cellCounts[cells.missing()] = missing;
    long once = counts.values().stream().filter(count -> count == 1).count();
    return new BaselineColumn(
        name, cells, new ColumnCounts(cellCounts, Moments.NONE), once, null, null);
  }
}
