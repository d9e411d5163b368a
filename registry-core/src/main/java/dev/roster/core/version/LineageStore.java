package dev.roster.core.version;

import dev.roster.core.reference.VersionRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The graph of lineage, as far as versions themselves say where they come from. */
public interface LineageStore {
  /** The version that each names, in order; null where there is none, or it was deleted. */
  List<@Nullable VersionRef> find(List<Lineage.Parent> parents);

  /**
   * Puts what a version says in place of what it said before, in the caller's transaction.
   *
   * @param parents all older than the version; empty: they stay as they are
   */
  void replace(VersionRef version, @Nullable Lineage lineage, Optional<List<VersionRef>> parents);
}
