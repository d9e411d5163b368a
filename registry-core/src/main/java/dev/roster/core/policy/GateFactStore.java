package dev.roster.core.policy;

import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import java.util.List;

/** Reads what gates judge and no other store has. */
public interface GateFactStore {
  GateFacts.Observed observed(VersionRef version);

  /**
   * The newest version in staging of each model whose name begins with the prefix and that is
   * visible, in the order of the names.
   */
  List<VersionRef> newestInStaging(String prefix, Visibility visibility, int limit);
}
