package dev.roster.core.lifecycle;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.model.ModelStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.policy.Candidate;
import dev.roster.core.policy.Judgement;
import dev.roster.core.policy.Policy;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Revision;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves versions between stages. */
@Service
public class Transitions {
  private final ModelStore models;
  private final VersionStore versions;
  private final StageStore stages;
  private final TransitionExecution execution;
  private final Policy policy;

  Transitions(
      ModelStore models,
      VersionStore versions,
      StageStore stages,
      TransitionExecution execution,
      Policy policy) {
    this.models = models;
    this.versions = versions;
    this.stages = stages;
    this.execution = execution;
    this.policy = policy;
  }

  /**
   * What a move would do.
   *
   * @param allowed whether the move passes all gates
   */
  public record Trial(Transition transition, boolean allowed) {}

  /**
   * Moves a version. If the stage is exclusive, the version that is there is displaced in the same
   * transaction (I2).
   *
   * @param expected the revision that the model must have
   * @throws Refused {@code version_not_ready}, {@code transition_not_allowed}, {@code gate_failed},
   *     {@code stale}
   */
  @Transactional
  public Transition move(
      VersionRef ref, Stage to, @Nullable String reason, Optional<Long> expected, Principal by) {
    checkReason(to, reason);
    Revision.check(expected, models.lock(ref.model()));
    Candidate candidate = execution.candidate(versions.lock(ref), to);
    return execution.execute(candidate, reason, policy.judge(candidate).orRefuse(), by);
  }

  /** Judges a move by all gates. It changes nothing. */
  @Transactional
  public Trial dryRun(
      VersionRef ref, Stage to, @Nullable String reason, Optional<Long> expected, Principal by) {
    checkReason(to, reason);
    Revision.check(expected, models.lock(ref.model()));
    Version version = versions.lock(ref);
    Candidate candidate = execution.trial(version, version.stage(), to);
    Judgement judgement = policy.judge(candidate);
    return new Trial(
        execution.plan(candidate, reason, judgement.evidence(), by), judgement.allowed());
  }

  /** The transitions of a version, newest first. */
  public Page<Transition> list(VersionRef version, PageRequest page) {
    return stages.list(version, page);
  }

  /** The transitions of all versions of a model, newest first. */
  public Page<Transition> list(ModelRef model, PageRequest page) {
    return stages.list(model, page);
  }

  static void checkReason(Stage to, @Nullable String reason) {
    Faults faults = new Faults();
    if (to.needsReason()) faults.requiredText(field("reason"), reason, 2_000);
    else faults.text(field("reason"), reason, 2_000);
    faults.throwIfAny();
  }
}
