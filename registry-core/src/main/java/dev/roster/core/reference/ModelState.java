package dev.roster.core.reference;

import java.time.Instant;

/**
 * A model at an instant.
 *
 * @param revision the count of changes to stages, aliases and labels, and of versions that were
 *     added or deleted
 * @param updatedAt the time of the last such change. It distinguishes this revision from one of the
 *     same number that was lost in a failover.
 */
public record ModelState(ModelRef model, long revision, Instant updatedAt) {}
