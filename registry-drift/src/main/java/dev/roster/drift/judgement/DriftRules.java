package dev.roster.drift.judgement;

import dev.roster.drift.statistic.Statistic;

/**
 * How windows are judged: the statistics and the thresholds that a monitor has chosen.
 *
 * @param minimumRows a window with fewer rows is not judged
 * @param numeric the statistic of numeric features
 * @param categorical the statistic of categorical features
 * @param datasetShare the share of drifted features from which the whole dataset has drifted
 */
public record DriftRules(
    long minimumRows,
    Statistic numeric,
    Statistic categorical,
    Thresholds thresholds,
    double datasetShare) {

  /**
   * Thresholds of one feature.
   *
   * @param warn a score from here on is shown as a warning and has no other effect
   * @param alarm a score from here on counts as drift
   * @param missing how far the share of missing values may move from the baseline's
   * @param unseen the share of unseen categories from which the feature has drifted
   */
  public record Thresholds(double warn, double alarm, double missing, double unseen) {
    /** A window is calm if it stays below this part of the alarm threshold. */
    static final double CALM = 0.8;
  }
}
