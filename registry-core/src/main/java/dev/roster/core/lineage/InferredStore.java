package dev.roster.core.lineage;

import dev.roster.core.reference.VersionRef;
import java.util.List;

/** Where it is kept what the files of a version say. */
public interface InferredStore {
  /** Keeps it, once for a version, in the caller's transaction. */
  void insert(VersionRef version, Inferred inferred);

  Inferred read(VersionRef version);

  /** Some of the version's artifacts that have one of these file names, whatever their case. */
  List<String> named(VersionRef version, List<String> fileNames);
}
