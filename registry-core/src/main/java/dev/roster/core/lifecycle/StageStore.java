package dev.roster.core.lifecycle;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores transitions and the stages that follow from them. The methods that write need the lock of
 * the model.
 */
public interface StageStore {
  /**
   * Moves versions of one model to their stages in this order, stores the transitions, and
   * increments the model's revision. A version that enters production is pushed onto the production
   * stack.
   */
  void move(List<Transition> transitions);

  /** The transitions of a version, newest first. */
  Page<Transition> list(VersionRef version, PageRequest page);

  /** The transitions of all versions of a model, newest first. */
  Page<Transition> list(ModelRef model, PageRequest page);

  /** The version that is in the stage now; of several, the one that came last. */
  Optional<VersionRef> holder(ModelRef model, Stage stage);

  /** The version that was in the stage at an instant; of several, the one that had come last. */
  Optional<StageStay> holderAt(ModelRef model, Stage stage, Instant at);

  /** The newest entries of the {@link ProductionStack}, newest first. */
  List<ProductionStack.Entry> productionStack(ModelRef model, int limit);

  /** Removes the newest {@code count} entries from the production stack. */
  void popProductionStack(ModelRef model, int count);

  /** Whether the version was ever in production. */
  boolean wasInProduction(VersionRef version);
}
