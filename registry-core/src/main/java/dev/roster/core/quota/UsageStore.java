package dev.roster.core.quota;

import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Map;

/**
 * What is stored, by version, model and owner. The counters change with the files, in the same
 * transaction, which holds them until it ends. So who reads them after its own change sees all that
 * count.
 */
public interface UsageStore {
  /** The usage of each scope that has any. */
  Map<Scope, Usage> of(VersionRef version, String owner);

  /** The number of uploads that are open in each scope. */
  Map<Scope, Long> openUploads(VersionRef version, String owner, Instant now);

  /**
   * Makes other transactions that call this for the same model or owner wait until the transaction
   * of the caller ends.
   */
  void lockUploads(VersionRef version, String owner);

  /** The versions of the model that were not purged. */
  long versions(ModelRef model);
}
