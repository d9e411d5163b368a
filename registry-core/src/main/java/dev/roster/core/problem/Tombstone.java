package dev.roster.core.problem;

import java.time.Instant;

/**
 * What is left of bytes that were reclaimed.
 *
 * @param digest of the version
 * @param createdAt when the version was registered
 * @param by who reclaimed them
 */
public record Tombstone(
    String digest, Instant createdAt, Instant reclaimedAt, String by, String why) {}
