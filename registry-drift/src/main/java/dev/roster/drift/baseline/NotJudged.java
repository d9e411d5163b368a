package dev.roster.drift.baseline;

/** Why a column of a baseline cannot be judged. */
public enum NotJudged {
  /** It has so many different categories that new ones say nothing. */
  CARDINALITY
}
