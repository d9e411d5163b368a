package dev.roster.core.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.model.ModelStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.References;
import dev.roster.core.reference.Revision;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Stage;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves versions between stages, and back. */
@Service
public class Transitions {
  private static final int STACK_LOOKED_AT = 1_000;

  private final ModelStore models;
  private final VersionStore versions;
  private final References references;
  private final History history;
  private final Mover mover;

  Transitions(
      ModelStore models,
      VersionStore versions,
      References references,
      History history,
      Mover mover) {
    this.models = models;
    this.versions = versions;
    this.references = references;
    this.history = history;
    this.mover = mover;
  }

  /**
   * What a move would do.
   *
   * @param allowed whether it would be done
   */
  public record Trial(Transition transition, boolean allowed) {}

  /**
   * Moves a version. To production it displaces the version that is there, in the same transaction
   * (I2).
   *
   * @param expected the model's revision
   * @throws Refused {@code version_not_ready}, {@code transition_not_allowed}, {@code stale}
   */
  @Transactional
  public Transition move(
      VersionRef ref, Stage to, @Nullable String reason, Optional<Long> expected, Principal by) {
    checkReason(to, reason);
    Revision.check(expected, models.lock(ref.model()));
    Version version = versions.lock(ref);
    List<Evidence> evidence = Gates.judge(version, to).orRefuse().evidence();
    Transition transition = mover.move(version, to, reason, evidence, by);
    if (to == Stage.PRODUCTION) history.pushServing(ref);
    return transition;
  }

  /** Judges a move with all gates and changes nothing. */
  @Transactional
  public Trial dryRun(
      VersionRef ref, Stage to, @Nullable String reason, Optional<Long> expected, Principal by) {
    checkReason(to, reason);
    Revision.check(expected, models.lock(ref.model()));
    Version version = versions.lock(ref);
    Gates.Judgement judgement = Gates.judge(version, to);
    return new Trial(
        mover.plan(version, to, reason, judgement.evidence(), by), judgement.refusal().isEmpty());
  }

  /** Newest first. */
  public Page<Transition> list(VersionRef version, PageRequest page) {
    return history.list(version, page);
  }

  /** Of all versions of the model, newest first. */
  public Page<Transition> list(ModelRef model, PageRequest page) {
    return history.list(model, page);
  }

  /**
   * Puts the version back that served before; the one that serves goes to staging.
   *
   * @param number one that served before, or null: the previous one
   * @throws Refused {@code nothing_to_roll_back_to}, {@code version_not_ready}
   */
  @Transactional
  public Transition rollBack(
      ModelRef model,
      @Nullable Integer number,
      String reason,
      Optional<Long> expected,
      Principal by) {
    checkReason(Stage.PRODUCTION, reason);
    Revision.check(expected, models.lock(model));
    Optional<VersionRef> serving = history.holder(model, Stage.PRODUCTION);
    serving.ifPresent(versions::lock); // before the first move takes the log's lock
    List<VersionRef> stack = history.servingStack(model, STACK_LOOKED_AT);
    VersionRef target =
        number == null ? previous(model, stack, serving) : named(model, number, serving);
    int place = place(stack, target, serving);
    history.popServing(model, place < 0 ? Math.min(1, stack.size()) : place);
    if (place < 0) history.pushServing(target);

    Version version = versions.lock(target);
    if (version.stage() == Stage.NONE || version.stage() == Stage.RETIRED) {
      mover.move(
          version,
          Stage.STAGING,
          reason,
          Gates.judge(version, Stage.STAGING).orRefuse().evidence(),
          by);
      version = versions.lock(target);
    }
    return mover.move(
        version,
        Stage.PRODUCTION,
        reason,
        Gates.judge(version, Stage.PRODUCTION).orRefuse().evidence(),
        by);
  }

  private VersionRef previous(
      ModelRef model, List<VersionRef> stack, Optional<VersionRef> serving) {
    return stack.stream()
        .skip(serving.isPresent() ? 1 : 0)
        .filter(candidate -> !serving.equals(Optional.of(candidate)))
        .filter(candidate -> versions.read(candidate).isReady())
        .findFirst()
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.NOTHING_TO_ROLL_BACK_TO,
                    "No version of %s was in production before%s that could serve again."
                        .formatted(
                            model.name(), serving.map(v -> " version " + v.number()).orElse(""))));
  }

  private VersionRef named(ModelRef model, int number, Optional<VersionRef> serving) {
    VersionRef target = references.version(model, number);
    if (serving.equals(Optional.of(target)))
      throw Refused.because(
          ProblemCode.NOTHING_TO_ROLL_BACK_TO,
          "Version %d of %s is in production already.".formatted(number, model.name()));
    if (!history.hasServed(target))
      throw Refused.because(
          ProblemCode.NOTHING_TO_ROLL_BACK_TO,
          "Version %d of %s was never in production. Promote it by a transition instead."
              .formatted(number, model.name()));
    return target;
  }

  /** How many to take off the stack so that the target is its newest; −1: it is not on it. */
  private static int place(
      List<VersionRef> stack, VersionRef target, Optional<VersionRef> serving) {
    for (int i = serving.isPresent() ? 1 : 0; i < stack.size(); i++)
      if (stack.get(i).equals(target)) return i;
    return -1;
  }

  private static void checkReason(Stage to, @Nullable String reason) {
    Faults faults = new Faults();
    if (to == Stage.PRODUCTION || to == Stage.RETIRED)
      faults.requiredText("/reason", reason, 2_000);
    else faults.text("/reason", reason, 2_000);
    faults.throwIfAny();
  }
}
