package dev.roster.drift.judgement;

import dev.roster.drift.statistic.Statistic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one column of a window lies from the baseline.
 *
 * @param score null: there was nothing to compare
 * @param threshold from which the score counts as drift
 * @param noise95 what 95 of 100 windows without drift stay under
 * @param pValue the chance of such a score without drift
 * @param missingRatio the share of the window's rows without a value
 * @param unseenRatio the share with a value that the baseline does not have
 * @param topCells the cells that moved most
 */
public record FeatureScore(
    String name,
    Statistic statistic,
    @Nullable Double score,
    double threshold,
    @Nullable Double noise95,
    @Nullable Double pValue,
    double missingRatio,
    double unseenRatio,
    boolean drifted,
    List<TopCell> topCells) {
  /** Shares of a cell then and now. */
  public record TopCell(String cell, double baseline, double current) {}
}
