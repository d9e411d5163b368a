package dev.roster.core.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.approval.PolicyBinding;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.gate.Gates;
import dev.roster.core.gate.Judgement;
import dev.roster.core.model.ModelStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ReferenceStore;
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

/** Brings versions back to production that were there before. */
@Service
public class Rollbacks {
  private static final int MAX_ENTRIES_READ = 1_000;
  private static final int MAX_STEPS_SHOWN = 20;

  private final ModelStore models;
  private final VersionStore versions;
  private final ReferenceStore references;
  private final StageStore stages;
  private final Gates gates;
  private final TransitionExecution execution;

  Rollbacks(
      ModelStore models,
      VersionStore versions,
      ReferenceStore references,
      StageStore stages,
      Gates gates,
      TransitionExecution execution) {
    this.models = models;
    this.versions = versions;
    this.references = references;
    this.stages = stages;
    this.gates = gates;
    this.execution = execution;
  }

  /**
   * What a rollback would do now.
   *
   * @param from the version in production; null if none is
   * @param to the version that would come back; null if there is none
   * @param evidence what the gates found; empty if {@code to} is null
   * @param steps the versions that further rollbacks would lead to
   */
  public record Preview(
      @Nullable Integer from,
      @Nullable Integer to,
      boolean allowed,
      List<Evidence> evidence,
      List<Integer> steps) {}

  /** Shows what {@link #rollBack} to the previous version would do. It changes nothing. */
  @Transactional(readOnly = true)
  public Preview preview(ModelRef model) {
    ProductionStack stack = stack(model);
    List<VersionRef> way = stack.wayBack();
    Integer from = stack.serving() == null ? null : stack.serving().number();
    if (way.isEmpty()) return new Preview(from, null, false, List.of(), List.of());
    Version target = versions.read(way.get(0));
    Stage last = goesByStaging(target) ? Stage.STAGING : target.stage();
    Judgement judgement = gates.judgeRollback(execution.trial(target, last, Stage.PRODUCTION));
    return new Preview(
        from,
        target.ref().number(),
        judgement.allowed(),
        judgement.evidence(),
        way.stream().skip(1).limit(MAX_STEPS_SHOWN).map(VersionRef::number).toList());
  }

  private ProductionStack stack(ModelRef model) {
    return new ProductionStack(
        stages.productionStack(model, MAX_ENTRIES_READ),
        stages.holder(model, Stage.PRODUCTION).orElse(null));
  }

  /**
   * Brings back a version that was in production before; the one that is there now goes to staging.
   * The version comes back with its files and its baseline, which the monitors of the stage compare
   * with from their next window on.
   *
   * @param number a version that was in production before; null means the previous one
   * @throws Refused {@code nothing_to_roll_back_to}, {@code version_not_ready}
   */
  @Transactional
  public Transition rollBack(
      ModelRef model,
      @Nullable Integer number,
      String reason,
      Optional<Long> expected,
      Principal by) {
    Transitions.checkReason(Stage.PRODUCTION.needsReason(), reason);
    Revision.check(expected, models.lock(model));
    ProductionStack stack = stack(model);
    VersionRef serving = stack.serving();
    if (serving != null)
      versions.lock(serving); // so that it does not change before it is displaced
    VersionRef target = number == null ? previous(model, stack) : named(model, number, serving);
    stages.popProductionStack(model, stack.countToPop(target));

    Version version = versions.lock(target);
    if (goesByStaging(version)) {
      move(version, Stage.STAGING, reason, by);
      version = versions.lock(target);
    }
    return move(version, Stage.PRODUCTION, reason, by);
  }

  private Transition move(Version version, Stage to, String reason, Principal by) {
    Candidate candidate = execution.candidate(version, to);
    List<Evidence> evidence = gates.judgeRollback(candidate).orRefuse();
    return execution.execute(
        new JudgedMove(candidate, reason, evidence, PolicyBinding.NONE, Stage.STAGING, false), by);
  }

  /** Whether no edge leads from the version's stage to production. */
  private static boolean goesByStaging(Version version) {
    return !version.stage().next().contains(Stage.PRODUCTION);
  }

  private static VersionRef previous(ModelRef model, ProductionStack stack) {
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
    if (!stages.wasInProduction(target))
      throw Refused.because(
          ProblemCode.NOTHING_TO_ROLL_BACK_TO,
          "Version %d of %s was never in production. Promote it by a transition instead."
              .formatted(number, model.name()));
    return target;
  }
}
