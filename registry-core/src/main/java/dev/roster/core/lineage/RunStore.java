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
 * Stores runs, separately for each model, so that contributors to one model cannot change the
 * lineage of another.
 */
public interface RunStore {
  /**
   * The models, among these, that have a run of one of these ids, by its events or because a
   * version names it.
   */
  List<ModelRef> knownTo(Collection<UUID> runs, Visibility among);

  /** The versions of the model that these runs made, at most 1,000. */
  List<VersionRef> madeBy(ModelRef model, Collection<UUID> runs);

  /** The runs of the model that are tasks of this run, at most 1,000. */
  List<UUID> tasksOf(ModelRef model, UUID run);

  /**
   * Locks the run for these models until the transaction of the caller ends, with all rows that
   * {@link #save} and {@link #link} need.
   *
   * @param told the run as the event describes it
   * @return the run as it is stored
   */
  Map<ModelRef, Run> lock(Map<ModelRef, ? extends Collection<VersionRef>> targets, Run told);

  /** Saves the locked run, with its inputs and outputs in the graph. */
  void save(ModelRef model, Run run, Instant at);

  /**
   * Links the locked run to versions of the model that it made. Returns false if all were linked
   * before.
   */
  boolean link(ModelRef model, UUID run, Collection<VersionRef> versions);

  Optional<RecordedRun> find(ModelRef model, UUID run);

  /**
   * The runs, latest first, without the fields of datasets. A page may have fewer than its limit.
   */
  Page<RecordedRun> list(ModelRef model, PageRequest page);
}
