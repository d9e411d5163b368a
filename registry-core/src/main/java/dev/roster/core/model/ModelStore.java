package dev.roster.core.model;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Filter;
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

  void update(ModelRef model, ModelFacts facts, Instant at);

  /** Counts a change of something that the model shows. */
  void touch(ModelRef model, Instant at);

  void delete(ModelRef model, Instant at);

  /** By name. */
  Page<Model> list(Filter filter, Visibility visibility, PageRequest page);
}
