package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.SignatureSource.Kind;
import java.util.Optional;

/** A kind of file that holds a signature. */
interface ModelFormat {
  Kind kind();

  /** Whether a file with this name is of this kind. */
  boolean isNamed(ArtifactPath path);

  /**
   * Reads the signature. Empty if the file is valid but has none.
   *
   * @throws UnreadableFile if the file is not valid
   */
  Optional<FileSignature> read(FileBytes bytes) throws UnreadableFile;
}
