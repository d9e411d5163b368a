package dev.roster.core.version;

import java.util.List;

/**
 * What the readers found in a version's files.
 *
 * @param files those that were there, by path
 */
record Inspection(List<Manifest.File> files, List<ArtifactReader.Reading> readings) {
  static final class FilesChanged extends RuntimeException {
    FilesChanged() {
      super("files changed after they were read", null, false, false);
    }
  }

  /** Keeps the readings, within finalize's transaction. */
  void keep(Version draft, List<Manifest.File> present) {
    if (!files.equals(present)) throw new FilesChanged();
    readings.forEach(reading -> reading.keep(draft));
  }
}
