package dev.roster.core.lifecycle;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Gates;
import dev.roster.core.gate.Judgement;
import dev.roster.core.gate.MoveRefused;
import dev.roster.core.model.ModelStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.policy.Policies;
import dev.roster.core.policy.PolicyGates;
import dev.roster.core.policy.PolicyInForce;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Revision;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves versions between stages. */
@Service
public class Transitions {
  private final ModelStore models;
  private final VersionStore versions;
  private final StageStore stages;
  private final TransitionExecution execution;
  private final Gates gates;
  private final Policies policies;
  private final PolicyGates policyGates;
  private final ApplicationEventPublisher events;

  Transitions(
      ModelStore models,
      VersionStore versions,
      StageStore stages,
      TransitionExecution execution,
      Gates gates,
      Policies policies,
      PolicyGates policyGates,
      ApplicationEventPublisher events) {
    this.models = models;
    this.versions = versions;
    this.stages = stages;
    this.execution = execution;
    this.gates = gates;
    this.policies = policies;
    this.policyGates = policyGates;
    this.events = events;
  }

  /**
   * What a move would do.
   *
   * @param allowed whether the move passes all gates
   * @param blockers each rule that refuses the move
   */
  public record Trial(Transition transition, boolean allowed, List<FieldFault> blockers) {}

  /**
   * Moves a version. If the stage is exclusive, the version that is there is displaced in the same
   * transaction (I2).
   *
   * @param expected the revision that the model must have
   * @throws Refused {@code version_not_ready}, {@code transition_not_allowed}, {@code gate_failed},
   *     {@code stale}, {@code precondition_required}
   */
  @Transactional
  public Transition move(
      VersionRef ref, Stage to, @Nullable String reason, Optional<Long> expected, Principal by) {
    checkReason(to, reason);
    Revision.check(expected, models.lock(ref.model()));
    Candidate candidate = execution.candidate(versions.lock(ref), to);
    PolicyInForce policy = policies.lockInForce(ref.model());
    policy.checkExpected(expected);
    Judgement judgement = judge(policy, candidate, reason, by);
    if (!judgement.allowed()) events.publishEvent(new MoveRefused(judgement.evidence()));
    return execution.execute(candidate, reason, judgement.orRefuse(), displacedTo(policy), by);
  }

  /** Judges a move by all gates. It changes nothing. */
  @Transactional
  public Trial dryRun(
      VersionRef ref, Stage to, @Nullable String reason, Optional<Long> expected, Principal by) {
    checkReason(to, reason);
    Revision.check(expected, models.lock(ref.model()));
    Version version = versions.lock(ref);
    Candidate candidate = execution.trial(version, version.stage(), to);
    PolicyInForce policy = policies.lockInForce(ref.model());
    policy.checkExpected(expected);
    Judgement judgement = judge(policy, candidate, reason, by);
    return new Trial(
        execution.plan(candidate, reason, judgement.evidence(), displacedTo(policy), by),
        judgement.allowed(),
        judgement.blockers());
  }

  private Judgement judge(
      PolicyInForce policy, Candidate candidate, @Nullable String reason, Principal by) {
    return gates.judge(candidate, policyGates.of(policy, candidate, reason, by.name()));
  }

  private static Stage displacedTo(PolicyInForce policy) {
    return policy.document().displacedTo();
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
