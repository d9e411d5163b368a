package dev.roster.core.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A label that says how a version differs from the one with the highest label.
 *
 * @param comparedWith the number of that version; null if none has a label yet
 */
public record SuggestedLabel(
    String label, Change change, @Nullable Integer comparedWith, List<Reason> reasons) {
  /** The size of the change. */
  public enum Change {
    INITIAL,
    MAJOR,
    MINOR,
    PATCH
  }
}
