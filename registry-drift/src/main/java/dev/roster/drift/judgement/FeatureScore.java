package dev.roster.drift.judgement;

import dev.roster.drift.statistic.Statistic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one column of a window has moved away from the baseline.
 *
 * @param score null if one side has no values to compare
 * @param threshold from which the score counts as drift
 * @param noise95 the score that 95 of 100 windows without drift stay below
 * @param pValue the probability of such a score without drift
 * @param missingRatio the share of the window's rows without a value
 * @param unseenRatio the share with a value that the baseline does not have
 * @param unseenExpected the share of such values that is expected without drift
 * @param because what made it drift; empty if it did not drift
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
    double unseenExpected,
    boolean drifted,
    List<DriftedBy> because,
    List<TopCell> topCells) {
  /** The share of rows in a cell, in the baseline and in the window. */
  public record TopCell(String cell, double baseline, double current) {}
}
