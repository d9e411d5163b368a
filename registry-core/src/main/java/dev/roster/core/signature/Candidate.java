package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactFile;

/**
 * A signature that was found in a file of a version.
 *
 * @param top whether the file is in the topmost folder of the files of its kind
 */
record Candidate(ArtifactFile file, ModelFormat format, FileSignature found, boolean top) {
  String path() {
    return file.path().text();
  }

  boolean covers(ArtifactFile other) {
    return !path().equals(other.path().text()) && format.covers(file.path(), other.path());
  }

  Candidate completedBy(Candidate other) {
    return new Candidate(file, format, found.completedBy(other.found), top);
  }

  boolean saysTheSameAs(Candidate other) {
    return found.signature().equals(other.found.signature())
        && found.inputsNamed() == other.found.inputsNamed()
        && found.outputsNamed() == other.found.outputsNamed();
  }

  /** Whether one of the two may be the other in another format. */
  boolean agreesWith(Candidate other) {
    return Contradictions.between(found.signature(), other.found, other.path()).isEmpty()
        || Contradictions.between(other.found.signature(), found, path()).isEmpty();
  }
}
