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

/** Where what was deleted is kept. Who writes holds the model's lock. */
public interface TrashStore {
  /** Locks the model's row until the transaction ends, deleted or not; whether it is deleted. */
  boolean lockDeleted(ModelRef model);

  /** Locks the version's row until the transaction ends; its status. */
  VersionStatus lock(VersionRef version);

  void restore(ModelRef model, Instant at);

  /**
   * It is what it was before: a draft, or ready; or damaged, when the store lost bytes of it
   * meanwhile.
   */
  void restore(VersionRef version, Instant at);

  /** The aliases that went with the version when it was deleted, and that nobody took since. */
  List<AliasName> aliasesLeft(VersionRef version);

  /** Takes away all that hangs on the version; its bytes go to the review queue. */
  void purge(VersionRef version, Instant at);

  /** The same for all its versions; and its name is free. */
  void purge(ModelRef model, Instant at);

  /** What can be restored of models with one of these ids or prefixes; deleted last comes first. */
  Page<Trashed> list(Visibility visibility, PageRequest page);
}
