package dev.roster.core.lineage;

import java.util.Locale;
import java.util.Optional;

/** The state of a run in the terms of OpenLineage; a later constant outranks an earlier one. */
public enum RunState {
  OTHER,
  START,
  RUNNING,
  ABORT,
  FAIL,
  COMPLETE;

  public boolean isFinal() {
    return compareTo(ABORT) >= 0;
  }

  public static Optional<RunState> ofName(String text) {
    for (RunState state : values()) if (state.name().equals(text)) return Optional.of(state);
    return Optional.empty();
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
