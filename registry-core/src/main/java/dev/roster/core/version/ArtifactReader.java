package dev.roster.core.version;

import dev.roster.core.artifact.ArtifactFile;
import java.util.List;

/**
 * Reads facts from the files of a version that is about to be finalized. There is a bean per kind
 * of fact, and each is called once, before finalize's transaction begins.
 */
public interface ArtifactReader {
  /**
   * Reads outside any transaction, and only the files whose paths it recognizes. An error in a file
   * becomes a part of the reading, never a failure.
   *
   * @param files all files of the version, by path
   */
  Reading read(Version draft, List<ArtifactFile> files);

  /** The result of reading. */
  interface Reading {
    /**
     * Stores it in finalize's transaction, before the version becomes ready. The files are still
     * the ones that were read; the facts may have changed since.
     *
     * @param draft locked
     * @throws dev.roster.core.problem.Refused when the version must not be finalized so
     */
    void save(Version draft);
  }
}
