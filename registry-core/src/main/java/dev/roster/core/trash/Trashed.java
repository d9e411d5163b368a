package dev.roster.core.trash;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was deleted and can be restored.
 *
 * @param version null means the model itself
 */
public record Trashed(
    String model, @Nullable Integer version, Instant deletedAt, String deletedBy) {}
