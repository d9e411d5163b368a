package dev.roster.core.artifact;

import dev.roster.core.digest.Sha256;

/** A file of a version. */
public record Artifact(ArtifactPath path, Sha256 sha256, long size) {}
