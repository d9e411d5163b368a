package dev.roster.storage.trash;

import dev.roster.core.reference.ModelRef;
import java.util.List;

/**
 * A capability's part of a purge. It deletes the rows that the capability stores for versions.
 * Facts, the audit log and the history stay. The steps run in any order, within one transaction
 * that holds the model's lock.
 */
public interface PurgeStep {
  /**
   * Takes the locks that {@link #purge} needs. All steps take their locks before the first row is
   * deleted.
   */
  default void lock(List<Long> versions) {}

  /** Whether it deletes what refers to bytes, which goes too when retention reclaims a version. */
  default boolean releasesBytes() {
    return false;
  }

  /** Deletes the rows of some versions of the model. Their status is already {@code reclaimed}. */
  void purge(ModelRef model, Long[] versions);
}
