package dev.roster.core.retirement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody announces.
 *
 * @param replacement as {@code credit/9}
 */
public record Announcement(
    @Nullable Instant sunset, @Nullable String replacement, @Nullable String reason) {}
