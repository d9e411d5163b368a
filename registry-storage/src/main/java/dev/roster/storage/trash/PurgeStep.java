package dev.roster.storage.trash;

import dev.roster.core.reference.ModelRef;
import java.util.List;

/**
 * A capability's part of a purge: it deletes the rows that it keeps of versions. Facts, the audit
 * log and the history stay. The steps run in any order, within one transaction that holds the
 * model's lock.
 */
public interface PurgeStep {
  /** Takes the locks that {@link #purge} needs. All steps do so before the first row goes. */
  default void lock(List<Long> versions) {}

  /** Deletes the rows of some versions of the model. Their status is {@code reclaimed} by now. */
  void purge(ModelRef model, Long[] versions);
}
