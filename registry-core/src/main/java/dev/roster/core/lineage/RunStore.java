package dev.roster.core.lineage;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where runs are kept, for each model apart: what one model's people say is not believed of
 * another's.
 */
public interface RunStore {
  /**
   * Of these models those that know a run of this id, by its events or because a version names it.
   */
  List<ModelRef> knownTo(UUID run, Visibility among);

  /**
   * Holds the run for these models until the caller's transaction ends, and all that {@link #keep}
   * and {@link #tie} will want for it.
   *
   * @param told what an event adds to it
   * @return what is kept of it
   */
  Map<ModelRef, Run> lock(Map<ModelRef, ? extends Collection<VersionRef>> targets, Run told);

  /** Keeps it, with its inputs and outputs in the graph; the run is held. */
  void save(ModelRef model, Run run, Instant at);

  /** Puts the run before versions of the model; the run is held. False: it stood there already. */
  boolean link(ModelRef model, UUID run, Collection<VersionRef> versions);

  Optional<RecordedRun> find(ModelRef model, UUID run);

  /** Received last first, without the fields of data; a page may have fewer than it might. */
  Page<RecordedRun> list(ModelRef model, PageRequest page);
}
