package dev.roster.core.trash;

import dev.roster.core.model.AliasName;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.reference.Visibility;
import java.time.Instant;
import java.util.List;

/** The store of deleted models and versions. A caller that writes holds the model's lock. */
public interface TrashStore {
  /** Locks the model's row until the transaction ends, and says whether the model is deleted. */
  boolean lockDeleted(ModelRef model);

  /** Locks the version's row until the transaction ends, and returns its status. */
  VersionStatus lock(VersionRef version);

  void restore(ModelRef model, Instant at);

  /**
   * Gives the version its status from before: draft or ready; or damaged, if the store lost bytes
   * of it meanwhile.
   */
  void restore(VersionRef version, Instant at);

  /** The aliases that were deleted with the version and were not set again since. */
  List<AliasName> aliasesLeft(VersionRef version);

  /** Deletes what the capabilities keep of the version, and queues its bytes for deletion. */
  void purge(VersionRef version, Instant at);

  /** Does the same for all versions of the model, and frees its name. */
  void purge(ModelRef model, Instant at);

  /** Lists what can be restored of visible models. What was deleted last comes first. */
  Page<Trashed> list(Visibility visibility, PageRequest page);
}
