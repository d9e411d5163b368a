package dev.roster.core.retention;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version that has been retired for longer than its policy says.
 *
 * @param bytes of its files
 * @param digest of the version
 * @param spared why it keeps its bytes; null: they are reclaimed
 */
public record Candidate(
    VersionRef version, long bytes, String digest, Instant retiredAt, @Nullable Spared spared) {}
