package dev.roster.core.approval;

import dev.roster.core.access.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a list shows.
 *
 * @param state null means any
 * @param modelId null means all models
 * @param mine whether it shows only those that the reader made
 * @param decidable whether it shows only open ones that the reader may decide
 */
public record RequestFilter(
    Request.@Nullable State state,
    @Nullable Long modelId,
    boolean mine,
    boolean decidable,
    Principal reader) {}
