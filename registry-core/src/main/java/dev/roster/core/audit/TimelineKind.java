package dev.roster.core.audit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What sort of thing happened. */
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

  /** Empty: it is not of a model's timeline. */
  static Optional<TimelineKind> of(Action action) {
    return Optional.ofNullable(kind(action));
  }

  private static @Nullable TimelineKind kind(Action action) {
    return switch (action) { // no default: a new action must say where it belongs
      case MODEL_CREATED, VERSION_CREATED -> CREATION;
      case MODEL_CHANGED, MODEL_RENAMED, VERSION_CHANGED, RUN_RECORDED -> CHANGE;
      case ARTIFACT_UPLOADED, ARTIFACT_DELETED, VERSION_FINALIZED -> UPLOAD;
      case VERSION_TRANSITIONED -> TRANSITION;
      case ALIAS_MOVED, ALIAS_REMOVED -> ALIAS;
      case METRICS_RECORDED -> METRIC;
      case BASELINE_SET -> BASELINE;
      case MONITOR_CREATED, MONITOR_DELETED -> MONITOR;
      case INCIDENT_OPENED, INCIDENT_CHANGED, INCIDENT_CLOSED -> INCIDENT;
      case MODEL_DELETED,
          MODEL_RESTORED,
          MODEL_PURGED,
          VERSION_DELETED,
          VERSION_RESTORED,
          VERSION_PURGED ->
          DELETION;
      case VERSION_DAMAGED, VERSION_HEALED -> DAMAGE;
      case OBSERVATIONS_RECORDED, TOKEN_CREATED, TOKEN_REVOKED -> null;
    };
  }

  /** The actions of these kinds; of none given: of all. */
  static Set<Action> actions(Set<TimelineKind> kinds) {
    EnumSet<Action> actions = EnumSet.noneOf(Action.class);
    for (Action action : Action.values())
      of(action)
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
