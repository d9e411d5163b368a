package dev.roster.core.model;

import dev.roster.core.reference.ModelRef;
import java.time.Instant;
import java.util.Optional;

/** Reads models and their aliases as of an instant. */
public interface ModelHistoryStore {
  /**
   * A model at an instant.
   *
   * @param deleted whether it was deleted then
   */
  record Then(Model model, boolean deleted) {}

  /** Waits for transactions that change the model, because their instants may be before now. */
  void awaitWriters(ModelRef model);

  /** Empty if the model did not exist yet. Its revision is not known and is given as 0. */
  Optional<Then> at(ModelRef model, Instant at);

  /** Empty if the alias did not exist. */
  Optional<AliasStay> alias(ModelRef model, AliasName name, Instant at);
}
