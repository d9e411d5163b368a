package dev.roster.core.warning;

import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Warning;
import java.util.List;

/** Stores the warnings of versions. */
public interface WarningStore {
  /** Stores all warnings of the version, in its finalize's transaction. */
  void save(VersionRef version, List<Warning> warnings);
}
