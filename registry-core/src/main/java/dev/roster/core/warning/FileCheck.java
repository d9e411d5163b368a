package dev.roster.core.warning;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.signature.UnreadableFile;
import dev.roster.core.yaml.UnreadableYaml;

/** Looks for one kind of thing that files name and the version does not hold. */
interface FileCheck {
  boolean isFor(ArtifactPath path, long size);

  /** How many files of a version are looked at. */
  default int maxFiles() {
    return 200;
  }

  /**
   * Reads at most a bounded part of the file, and nothing outside the version.
   *
   * @throws UnreadableFile and UnreadableYaml, if it is not what its name says; then nothing is
   *     known to be missing
   */
  void check(ArtifactFile file, FoundWarnings found) throws UnreadableFile, UnreadableYaml;
}
