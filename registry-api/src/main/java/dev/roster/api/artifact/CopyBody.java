package dev.roster.api.artifact;

import dev.roster.core.artifact.ArtifactCopy;

/**
 * The body of a request that copies an artifact.
 *
 * @param path where the copy is to be
 */
record CopyBody(String path, ArtifactCopy.Source copyFrom) {}
