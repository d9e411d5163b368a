package dev.roster.core.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.model.ModelStore;
import dev.roster.core.policy.Candidate;
import dev.roster.core.policy.Evidence;
import dev.roster.core.policy.Judgement;
import dev.roster.core.policy.Policy;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.References;
import dev.roster.core.reference.Revision;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts versions back that served before. */
@Service
public class Rollbacks {
  private static final int STACK_LOOKED_AT = 1_000;
  private static final int STEPS_SHOWN = 20;

  private final ModelStore models;
  private final VersionStore versions;
  private final References references;
  private final History history;
  private final Policy policy;
  private final Mover mover;

  Rollbacks(
      ModelStore models,
      VersionStore versions,
      References references,
      History history,
      Policy policy,
      Mover mover) {
    this.models = models;
    this.versions = versions;
    this.references = references;
    this.history = history;
    this.policy = policy;
    this.mover = mover;
  }

  /**
   * What a rollback would do now.
   *
   * @param from who serves; null: nobody
   * @param to who would serve; null: there is nobody to go back to
   * @param evidence what the gates say of it; without {@code to}, nothing
   * @param steps where further rollbacks would lead, one after the other
   */
  public record Preview(
      @Nullable Integer from,
      @Nullable Integer to,
      boolean allowed,
      List<Evidence> evidence,
      List<Integer> steps) {}

  /** Says what {@link #rollBack} to the previous version would do, and changes nothing. */
  @Transactional(readOnly = true)
  public Preview preview(ModelRef model) {
    ServingStack stack = stack(model);
    List<VersionRef> way = stack.wayBack();
    Integer from = stack.serving() == null ? null : stack.serving().number();
    if (way.isEmpty()) return new Preview(from, null, false, List.of(), List.of());
    Version target = versions.read(way.get(0));
    Stage last = goesByStaging(target) ? Stage.STAGING : target.stage();
    Judgement judgement = policy.judgeRollback(mover.trial(target, last, Stage.PRODUCTION));
    return new Preview(
        from,
        target.ref().number(),
        judgement.allowed(),
        judgement.evidence(),
        way.stream().skip(1).limit(STEPS_SHOWN).map(VersionRef::number).toList());
  }

  private ServingStack stack(ModelRef model) {
    return new ServingStack(
        history.servingStack(model, STACK_LOOKED_AT),
        history.holder(model, Stage.PRODUCTION).orElse(null));
  }

  /**
   * Puts the version back that served before; the one that serves goes to staging. What belongs to
   * the version comes back with it: its files, its baseline, which the stage's monitors compare
   * with from their next window on.
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
    Transitions.checkReason(Stage.PRODUCTION, reason);
    Revision.check(expected, models.lock(model));
    ServingStack stack = stack(model);
    VersionRef serving = stack.serving();
    if (serving != null) versions.lock(serving); // it stays what it is until it is displaced
    VersionRef target = number == null ? previous(model, stack) : named(model, number, serving);
    history.popServing(model, stack.countToPop(target));

    Version version = versions.lock(target);
    if (goesByStaging(version)) {
      move(version, Stage.STAGING, reason, by);
      version = versions.lock(target);
    }
    return move(version, Stage.PRODUCTION, reason, by);
  }

  private Transition move(Version version, Stage to, String reason, Principal by) {
    Candidate candidate = mover.candidate(version, to);
    return mover.move(candidate, reason, policy.judgeRollback(candidate).orRefuse(), by);
  }

  /** Whether no edge leads from the version's stage to production. */
  private static boolean goesByStaging(Version version) {
    return !version.stage().next().contains(Stage.PRODUCTION);
  }

  private static VersionRef previous(ModelRef model, ServingStack stack) {
    return stack.wayBack().stream()
        .findFirst()
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.NOTHING_TO_ROLL_BACK_TO,
                    "No version of %s was in production before%s that could serve again."
                        .formatted(
                            model.name(),
                            stack.serving() == null
                                ? ""
                                : " version " + stack.serving().number())));
  }

  private VersionRef named(ModelRef model, int number, @Nullable VersionRef serving) {
    VersionRef target = references.version(model, number);
    if (target.equals(serving))
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
}
