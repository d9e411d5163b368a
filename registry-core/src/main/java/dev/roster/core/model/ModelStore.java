package dev.roster.core.model;

import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchResult;
import java.time.Instant;
import java.util.Optional;

/** Where models are kept. */
public interface ModelStore {
  /** Empty: the name is taken, by a deleted model perhaps. */
  Optional<ModelRef> insert(ModelName name, ModelFacts facts, String by, Instant at);

  Model read(ModelRef model);

  /**
   * Locks the model's row until the transaction ends: one mover per model (I2). Returns the
   * revision.
   *
   * @throws dev.roster.core.problem.Refused {@code deleted} when it was deleted meanwhile
   */
  long lock(ModelRef model);

  /**
   * The time of a change that is about to be made: the database's, and after that of every change
   * of the model before. Wants the model's lock.
   */
  Instant tick(ModelRef model);

  void update(ModelRef model, ModelFacts facts, Instant at);

  /** False: the name is another's, of a deleted model perhaps, and nothing changed. */
  boolean rename(ModelRef model, ModelName name);

  /** Whether a model of that name was deleted, and not purged. */
  boolean isDeleted(ModelName name);

  /** Counts a change of something that the model shows. */
  void touch(ModelRef model, Instant at);

  void delete(ModelRef model, Instant at);

  /** Nothing of a model that is not visible is shown, counted or estimated. */
  SearchResult<Model> list(Search search, Visibility visibility);
}
