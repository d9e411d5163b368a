package dev.roster.api.hold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that holds a version.
 *
 * @param reason why nothing may delete it, at most 2,000 characters
 * @param until when the hold ends by itself; null: when somebody lifts it
 */
record NewHoldBody(@Nullable String reason, @Nullable Instant until) {}
