package dev.roster.storage.lineage;

import org.jspecify.annotations.Nullable;

/** An edge between nodes that the walk found. */
record ReachedEdge(
    long source,
    long target,
    String kind,
    String role,
    String claim,
    String file,
    @Nullable String name,
    @Nullable String uri,
    @Nullable String system,
    @Nullable Long rows,
    @Nullable Boolean dirty) {}
