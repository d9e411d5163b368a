package dev.roster.core.version;

import java.util.List;

/**
 * The facts that the readers found in a version's files.
 *
 * @param files the files that the version had, by path
 */
record Inspection(List<Manifest.File> files, List<ArtifactReader.Reading> readings) {
  /** Whether these are still the files that were read. */
  boolean isOf(List<Manifest.File> present) {
    return files.equals(present);
  }

  /** Stores the readings in finalize's transaction. */
  void save(Version draft) {
    readings.forEach(reading -> reading.save(draft));
  }
}
