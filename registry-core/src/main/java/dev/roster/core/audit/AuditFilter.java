package dev.roster.core.audit;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for. What is null asks for all.
 *
 * @param modelId the model that they are about
 * @param version the version of the model that they are about
 * @param actor the name of who made the change
 * @param actions empty: of all actions
 * @param from the first instant
 * @param to the instant before which they were made
 */
public record AuditFilter(
    @Nullable Long modelId,
    @Nullable Integer version,
    @Nullable String actor,
    Set<Action> actions,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** Asks for all entries. */
  public static final AuditFilter ALL = new AuditFilter(null, null, null, Set.of(), null, null);
}
