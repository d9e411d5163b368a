package dev.roster.core.event;

import dev.roster.core.audit.Action;
import dev.roster.core.problem.EditDistance;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which types of events somebody wants: {@code incident.opened}, {@code version.*} for all that
 * begin so, or {@code *} for all.
 */
public record EventTypes(List<String> patterns) {
  public static final EventTypes ALL = new EventTypes(List.of("*"));

  private static final int MAX_PATTERNS = 50;

  public EventTypes {
    patterns = List.copyOf(patterns);
  }

  /**
   * @param field where the caller sent them
   * @throws Refused {@code invalid_field} if there are none or too many, or one matches no type
   */
  public static EventTypes of(List<String> patterns, FieldPath field) {
    if (patterns.isEmpty() || patterns.size() > MAX_PATTERNS)
      throw Refused.invalid(
          field,
          "must have 1 to %d types, such as version.*, incident.opened, or * for all"
              .formatted(MAX_PATTERNS),
          patterns.size());
    Faults faults = new Faults();
    for (int i = 0; i < patterns.size(); i++)
      if (!isKnown(patterns.get(i)))
        faults.add(field.item(i), rule(patterns.get(i)), patterns.get(i));
    faults.throwIfAny();
    return new EventTypes(patterns.stream().distinct().toList());
  }

  private static boolean isKnown(String pattern) {
    return Arrays.stream(Action.values()).anyMatch(action -> matches(pattern, action));
  }

  private static String rule(String unknown) {
    String near =
        Arrays.stream(Action.values())
            .map(Action::wire)
            .min(Comparator.comparingInt(type -> EditDistance.between(type, unknown)))
            .orElseThrow();
    return "must be a type of events, such as %s, a group such as version.*, or *".formatted(near);
  }

  public boolean include(Action action) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, action));
  }

  private static boolean matches(String pattern, Action action) {
    if (pattern.equals("*")) return true;
    return pattern.endsWith(".*")
        ? action.wire().startsWith(pattern.substring(0, pattern.length() - 1))
        : action.wire().equals(pattern);
  }
}
