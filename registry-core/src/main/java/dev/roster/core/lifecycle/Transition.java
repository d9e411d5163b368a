package dev.roster.core.lifecycle;

import dev.roster.core.gate.Evidence;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded move between stages.
 *
 * @param digest of the version's manifest; null for a dry run of a draft, which has none
 * @param displaced the version that left the stage for this one; null if none did
 */
public record Transition(
    UUID id,
    VersionRef version,
    Stage from,
    Stage to,
    @Nullable String reason,
    String by,
    Instant at,
    @Nullable String digest,
    List<Evidence> evidence,
    @Nullable Displaced displaced) {}
