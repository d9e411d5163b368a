package dev.roster.api.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * A request to roll back.
 *
 * @param to a version that was in production before; null means the previous version
 */
record RollbackBody(String reason, @Nullable Integer to) {}
