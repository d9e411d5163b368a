package dev.roster.core.lifecycle;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stay of a version in a stage.
 *
 * @param until null if the version is still there
 */
public record StageStay(
    VersionRef version,
    Instant since,
    @Nullable Instant until,
    String by,
    @Nullable String reason) {}
