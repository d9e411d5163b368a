package dev.roster.core.lineage;

import dev.roster.core.reference.VersionRef;
import java.util.List;

/** Stores the lineage that was read from the files of versions. */
public interface InferredStore {
  /** Inserts the lineage in the transaction of the caller. It is called once for each version. */
  void insert(VersionRef version, Inferred inferred);

  Inferred read(VersionRef version);

  /** Some of the version's artifacts that have one of these file names, whatever their case. */
  List<String> named(VersionRef version, List<String> fileNames);
}
