package dev.roster.core.lineage;

import java.util.Locale;
import java.util.Optional;

/** How far a run is, as OpenLineage has it; in the order in which one outranks another. */
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
