package dev.roster.drift.judgement;

import java.util.Locale;

/** What a check found. */
public enum Outcome {
  OK,
  DRIFT,
  INSUFFICIENT_DATA,
  NO_DATA,
  ERROR;

  /** Whether there was enough to judge. */
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
