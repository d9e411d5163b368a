package dev.roster.core.version;

import dev.roster.core.reference.VersionRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of the lineage graph that versions themselves declare. */
public interface LineageStore {
  /** The version that each parent names, in order; null if it does not exist or was deleted. */
  List<@Nullable VersionRef> find(List<Lineage.Parent> parents);

  /**
   * Replaces what a version declares, in the caller's transaction.
   *
   * @param parents versions that are older than this one; empty: the parents stay as they are
   */
  void replace(VersionRef version, @Nullable Lineage lineage, Optional<List<VersionRef>> parents);
}
