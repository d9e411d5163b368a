package dev.roster.api.erasure;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request that erases a name.
 *
 * @param subject the name of a token or person, exactly as it is shown, at most 256 characters
 * @param reason why, at most 2,000 characters; the name is replaced in it
 */
record NewErasureBody(@Nullable String subject, @Nullable String reason) {}
