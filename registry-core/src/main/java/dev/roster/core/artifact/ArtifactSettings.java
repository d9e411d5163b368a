package dev.roster.core.artifact;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits and times of artifacts.
 *
 * @param maxSize bytes of one file, at most
 * @param uploadLease how long an upload whose server died still keeps its version from being
 *     finalized
 * @param uploadHistory how long ended uploads are remembered
 * @param deletionGrace how long bytes that nothing refers to are kept; longer than any upload, and
 *     than the time between the dump of the database and the copy of the bucket
 * @param strayAge how old bytes must be that the database does not know before they count as strays
 * @param strayGrace how long after its first sighting a stray is removed
 * @param sweepEvery how often dead uploads and unreferenced bytes are looked for
 * @param reconcileEvery how often the whole store is compared with the database
 */
@ConfigurationProperties("roster.artifacts")
public record ArtifactSettings(
    @DefaultValue("5GB") DataSize maxSize,
    @DefaultValue("15s") Duration uploadLease,
    @DefaultValue("7d") Duration uploadHistory,
    @DefaultValue("24h") Duration deletionGrace,
    @DefaultValue("48h") Duration strayAge,
    @DefaultValue("24h") Duration strayGrace,
    @DefaultValue("5m") Duration sweepEvery,
    @DefaultValue("12h") Duration reconcileEvery) {}
