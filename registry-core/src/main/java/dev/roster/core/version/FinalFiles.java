package dev.roster.core.version;

import dev.roster.core.reference.VersionRef;
import java.util.List;

/** The files of a version at the moment that it becomes READY. */
public interface FinalFiles {
  /**
   * The files, by path, held as they are until the transaction ends.
   *
   * @throws dev.roster.core.problem.Refused {@code manifest_mismatch} when an upload is still open,
   *     or the bytes of a file are not there
   */
  List<Manifest.File> lockedFor(VersionRef version);
}
