package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.SignatureSource.Kind;
import java.util.List;

/** A kind of file that holds a signature. */
interface ModelFormat {
  Kind kind();

  /** Whether a file with this name is of this kind. */
  boolean isNamed(ArtifactPath path);

  /**
   * Whether the other file is a part of this model, so that only this one says how it is called.
   */
  default boolean covers(ArtifactPath model, ArtifactPath other) {
    return false;
  }

  /**
   * Reads the signatures. Empty if the file is valid but has none; several, each with its name, if
   * the file does not say which one of them is called.
   *
   * @throws UnreadableFile if the file is not valid
   */
  List<FileSignature> read(FileBytes bytes) throws UnreadableFile;
}
