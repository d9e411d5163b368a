package dev.roster.core.artifact;

/** A file of a version. */
public record Artifact(ArtifactPath path, Sha256 sha256, long size) {}
