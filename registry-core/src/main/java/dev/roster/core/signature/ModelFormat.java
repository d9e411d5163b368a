package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.SignatureSource.Kind;
import java.util.Optional;

/** A kind of file that holds a signature. */
interface ModelFormat {
  Kind kind();

  /** Whether a file of that name is of this kind. */
  boolean isNamed(ArtifactPath path);

  /**
   * Empty if the file is what its name says, but has no signature.
   *
   * @throws UnreadableFile whatever is wrong with it
   */
  Optional<FileSignature> read(FileBytes bytes) throws UnreadableFile;
}
