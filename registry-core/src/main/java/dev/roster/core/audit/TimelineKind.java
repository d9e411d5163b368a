package dev.roster.core.audit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A kind of entry that the timeline of a model shows. Each {@link Action} says which it is of. */
public enum TimelineKind {
  CREATION,
  CHANGE,
  UPLOAD,
  TRANSITION,
  ALIAS,
  METRIC,
  BASELINE,
  MONITOR,
  INCIDENT,
  DELETION,
  DAMAGE;

  /** The actions of these kinds. An empty set means all kinds. */
  static Set<Action> actions(Set<TimelineKind> kinds) {
    EnumSet<Action> actions = EnumSet.noneOf(Action.class);
    for (Action action : Action.values())
      action
          .kind()
          .filter(kind -> kinds.isEmpty() || kinds.contains(kind))
          .ifPresent(kind -> actions.add(action));
    return actions;
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<TimelineKind> ofWire(String text) {
    return Arrays.stream(values()).filter(kind -> kind.wire().equals(text)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(TimelineKind::wire).toList();
  }
}
