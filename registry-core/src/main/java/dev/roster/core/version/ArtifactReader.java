package dev.roster.core.version;

import dev.roster.core.artifact.ArtifactFile;
import java.util.List;

/**
 * Reads facts out of the files of a version that is about to be finalized. A bean per kind of fact;
 * each is asked once, before finalize's transaction begins.
 */
public interface ArtifactReader {
  /**
   * Reads outside any transaction, and only the files that it knows by their path. What a file says
   * wrongly becomes a part of the reading, never a failure.
   *
   * @param files all of the version, by path
   */
  Reading read(Version draft, List<ArtifactFile> files);

  /** What was read. */
  interface Reading {
    /**
     * Keeps it, within finalize's transaction, before the version is made ready. The files are
     * still those that were read; the facts may have changed since.
     *
     * @param draft locked
     * @throws dev.roster.core.problem.Refused when the version must not be finalized so
     */
    void save(Version draft);
  }
}
