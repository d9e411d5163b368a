package dev.roster.core.audit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for.
 *
 * @param version null means those of all versions and of the model itself
 * @param actor null means those of all
 */
public record AuditFilter(Set<Action> actions, @Nullable Integer version, @Nullable String actor) {}
