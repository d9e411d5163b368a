package dev.roster.core.artifact;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits and times of artifacts.
 *
 * @param maxSize The largest size of one file.
 * @param uploadLease How long an upload whose server died still prevents its version from being
 *     finalized.
 * @param uploadHistory How long the record of an ended upload is stored.
 * @param deletionGrace How long bytes that nothing refers to are stored. This must be longer than
 *     any upload, and longer than the time between the dump of the database and the copy of the
 *     bucket.
 * @param deletionClaim How long a server has a deletion from the store for itself. If the server
 *     dies, or the store fails, any server repeats the deletion after this time.
 * @param strayAge The age at which an object in the bucket that the database does not know counts
 *     as a stray.
 * @param strayGrace How long after it was first found a stray is deleted.
 * @param sweepEvery How often the server looks for dead uploads and unreferenced bytes.
 * @param reconcileEvery How often the server compares the whole bucket with the database.
 * @param countEvery How often the server counts what is stored, for its metrics.
 */
@ConfigurationProperties("roster.artifacts")
public record ArtifactSettings(
    @DefaultValue("5GB") DataSize maxSize,
    @DefaultValue("15s") Duration uploadLease,
    @DefaultValue("7d") Duration uploadHistory,
    @DefaultValue("24h") Duration deletionGrace,
    @DefaultValue("5m") Duration deletionClaim,
    @DefaultValue("48h") Duration strayAge,
    @DefaultValue("24h") Duration strayGrace,
    @DefaultValue("5m") Duration sweepEvery,
    @DefaultValue("12h") Duration reconcileEvery,
    @DefaultValue("1m") Duration countEvery) {}
