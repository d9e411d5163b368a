package dev.roster.drift.judgement;

import java.util.Locale;

/** The outcome of a check. */
public enum Outcome {
  OK,
  DRIFT,
  INSUFFICIENT_DATA,
  NO_DATA,
  ERROR;

  /** Whether there were enough rows to judge. */
  public boolean isJudged() {
    return this == OK || this == DRIFT;
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Outcome ofWire(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
