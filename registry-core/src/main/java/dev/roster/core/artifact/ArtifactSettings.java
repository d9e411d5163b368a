package dev.roster.core.artifact;

import java.time.Duration;

/**
 * Limits and times of artifacts.
 *
 * @param maxSize bytes of one file, at most
 * @param uploadLease how long an upload whose server says nothing is taken for alive
 * @param uploadHistory how long ended uploads are remembered
 * @param deletionGrace how long bytes that nothing refers to are kept; longer than any upload, and
 *     than the time between the dump of the database and the copy of the bucket
 * @param strayAge how old bytes must be that no row knows before they count as strays
 * @param strayGrace how long after its first sighting a stray is removed, if it is seen again
 */
public record ArtifactSettings(
    long maxSize,
    Duration uploadLease,
    Duration uploadHistory,
    Duration deletionGrace,
    Duration strayAge,
    Duration strayGrace) {}
