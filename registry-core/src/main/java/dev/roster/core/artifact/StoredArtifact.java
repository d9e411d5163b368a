package dev.roster.core.artifact;

/**
 * An artifact and where its bytes are.
 *
 * @param key the blob's key in the store; for Roster alone
 * @param damaged the store is known to have lost or altered the bytes
 */
public record StoredArtifact(Artifact artifact, long blobId, String key, boolean damaged) {}
