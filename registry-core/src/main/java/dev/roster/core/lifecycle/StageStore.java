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
 * Carries moves out, keeps them, and tells what follows from them. Who writes holds the model's
 * lock.
 */
public interface StageStore {
  /**
   * Puts versions of one model into their stages in that order, keeps that they were, and counts a
   * change of the model. Who comes to production lies on top of the stack of those that served.
   */
  void move(List<Transition> transitions);

  /** Newest first. */
  Page<Transition> list(VersionRef version, PageRequest page);

  /** Of all versions of the model, newest first. */
  Page<Transition> list(ModelRef model, PageRequest page);

  /** Who is in the stage now; in staging: who came last. */
  Optional<VersionRef> holder(ModelRef model, Stage stage);

  /** Who was in the stage at an instant; in staging: who had come last. */
  Optional<StageStay> holderAt(ModelRef model, Stage stage, Instant at);

  /** Who was put into production, newest first, without those that were rolled back. */
  List<ProductionStack.Entry> productionStack(ModelRef model, int limit);

  /** Takes the newest {@code count} off the stack. */
  void popProductionStack(ModelRef model, int count);

  /** Whether the version ever was in production. */
  boolean wasInProduction(VersionRef version);
}
