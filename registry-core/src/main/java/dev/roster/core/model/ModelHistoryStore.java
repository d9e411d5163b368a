package dev.roster.core.model;

import dev.roster.core.reference.ModelRef;
import java.time.Instant;
import java.util.Optional;

/** Models and their aliases as they were. */
public interface ModelHistoryStore {
  /**
   * A model at an instant.
   *
   * @param deleted whether it was deleted then
   */
  record Then(Model model, boolean deleted) {}

  /** Waits for changes of the model that are being made: they may be of an instant before now. */
  void awaitWriters(ModelRef model);

  /** Empty: there was no such model yet. Its revision is not known, and 0. */
  Optional<Then> at(ModelRef model, Instant at);

  /** Empty: there was no such alias. */
  Optional<AliasStay> alias(ModelRef model, AliasName name, Instant at);
}
