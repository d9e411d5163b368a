package dev.roster.core.model;

import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchResult;
import java.time.Instant;
import java.util.Optional;

/** Stores models. */
public interface ModelStore {
  /** Inserts a model. Empty if the name is taken, perhaps by a deleted model. */
  Optional<ModelRef> insert(ModelName name, ModelFacts facts, String by, Instant at);

  Model read(ModelRef model);

  /**
   * Locks the model's row until the transaction ends: one transition at a time per model (I2).
   * Returns the revision.
   *
   * @throws dev.roster.core.problem.Refused {@code deleted} when it was deleted meanwhile
   */
  long lock(ModelRef model);

  /**
   * The time of a change that is about to be made: the database's time, and after all earlier
   * changes of the model. The caller holds the model's lock.
   */
  Instant nextInstant(ModelRef model);

  void update(ModelRef model, ModelFacts facts, Instant at);

  /**
   * Renames a model. Returns false if another model has the name, perhaps a deleted one; nothing
   * changed.
   */
  boolean rename(ModelRef model, ModelName name);

  /** Whether a model of that name was deleted and is not purged yet. */
  boolean isDeleted(ModelName name);

  /** Counts a change of something that the model shows. */
  void incrementRevision(ModelRef model, Instant at);

  void delete(ModelRef model, Instant at);

  /** Lists models. Models that are not visible are neither shown nor counted nor estimated. */
  SearchResult<Model> list(Search search, Visibility visibility);
}
