package dev.roster.drift.judgement;

/** What made a feature drift. */
public enum DriftedBy {
  /** The score of its statistic. */
  SCORE,
  /** The share of missing values. */
  MISSING,
  /** The share of categories that the baseline does not have. */
  UNSEEN
}
