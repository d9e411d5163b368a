package dev.roster.core.retirement;

import dev.roster.core.consumer.Consumer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an announced version is out of use.
 *
 * @param blockers who still uses it; empty: it is drained
 * @param span for how long nobody may have used it, as the policy says it
 */
public record Drain(List<String> blockers, String span) {
  /** How many consumers are named. */
  static final int MAX_NAMED = 20;

  public Drain {
    blockers = List.copyOf(blockers);
  }

  /**
   * Judges the uses within the span. Deployments that serve the version will be further blockers.
   *
   * @param users who used the version within the span, one more than is named if there are more
   */
  static Drain of(List<Consumer> users, String span, Instant now) {
    List<String> blockers = new ArrayList<>();
    for (Consumer user : users.subList(0, Math.min(users.size(), MAX_NAMED)))
      blockers.add(
          "%s resolved it %s ago; drain is %s"
              .formatted(user.name(), words(Duration.between(user.lastResolvedAt(), now)), span));
    if (users.size() > MAX_NAMED) blockers.add("more consumers resolved it; see its consumers");
    return new Drain(blockers, span);
  }

  public boolean drained() {
    return blockers.isEmpty();
  }

  String detail() {
    return drained() ? "nobody resolved it for " + span : String.join(". ", blockers);
  }

  private static String words(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 60) return seconds + " s";
    if (seconds < 3600) return seconds / 60 + " min";
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
  }
}
