package dev.roster.api.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * A way back that is asked for.
 *
 * @param to a version that was in production before; null: the previous one
 */
record RollbackBody(String reason, @Nullable Integer to) {}
