package dev.roster.core.outbound;

import org.jspecify.annotations.Nullable;

/**
 * What came of a call.
 *
 * @param status null if no answer came in time
 * @param retryAfter the field {@code Retry-After} as it was sent
 * @param error what went wrong, in words that hold nothing of the answer; null if the status says
 *     all
 */
public record Answer(
    @Nullable Integer status, @Nullable String retryAfter, long millis, @Nullable String error) {}
