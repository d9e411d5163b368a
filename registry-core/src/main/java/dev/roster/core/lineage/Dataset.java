package dev.roster.core.lineage;

import org.jspecify.annotations.Nullable;

/**
 * Data that versions were made with.
 *
 * @param id its digest; for data without a digest, {@code name:} and 64 hex digits
 * @param name the name in the latest version that the reader may see
 */
public record Dataset(
    long node, String id, @Nullable String digest, @Nullable String name, @Nullable String uri) {}
