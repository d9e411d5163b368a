package dev.roster.storage.lineage;

import org.jspecify.annotations.Nullable;

/**
 * A node as the walk finds it.
 *
 * @param shown false: a version that the reader may not see
 */
record ReachedNode(
    long id,
    int depth,
    String kind,
    String key,
    @Nullable String model,
    @Nullable Integer version,
    @Nullable String status,
    @Nullable String stage,
    @Nullable String digest,
    @Nullable String run,
    @Nullable String job,
    boolean shown) {}
