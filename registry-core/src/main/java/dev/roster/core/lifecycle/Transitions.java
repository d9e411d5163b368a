package dev.roster.core.lifecycle;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
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
  private final ForcedMoves forcedMoves;
  private final ApplicationEventPublisher events;

  Transitions(
      ModelStore models,
      VersionStore versions,
      StageStore stages,
      TransitionExecution execution,
      Gates gates,
      Policies policies,
      PolicyGates policyGates,
      ForcedMoves forcedMoves,
      ApplicationEventPublisher events) {
    this.models = models;
    this.versions = versions;
    this.stages = stages;
    this.execution = execution;
    this.gates = gates;
    this.policies = policies;
    this.policyGates = policyGates;
    this.forcedMoves = forcedMoves;
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
   * What somebody asks for.
   *
   * @param expected the revision that the model must have
   * @param breakGlass whether to move in spite of gates, reports and approvals
   */
  public record Wish(
      VersionRef version,
      Stage to,
      @Nullable String reason,
      Optional<Long> expected,
      boolean breakGlass) {
    public Wish(VersionRef version, Stage to, @Nullable String reason, Optional<Long> expected) {
      this(version, to, reason, expected, false);
    }
  }

  /**
   * Moves a version. If the stage is exclusive, the version that is there is displaced in the same
   * transaction (I2). The approved request for the move is executed by it.
   *
   * @throws Refused {@code version_not_ready}, {@code transition_not_allowed}, {@code gate_failed},
   *     {@code approval_required}, {@code forbidden}, {@code stale}, {@code precondition_required}
   */
  @Transactional
  public Transition move(Wish wish, Principal by) {
    checkWish(wish, by);
    Revision.check(wish.expected(), models.lock(wish.version().model()));
    Candidate candidate = execution.candidate(versions.lock(wish.version()), wish.to());
    PolicyInForce policy = policies.lockInForce(wish.version().model());
    policy.checkExpected(wish.expected());
    Judgement judgement = judge(policy, candidate, wish.reason(), by.name());
    boolean forced = wish.breakGlass() && !judgement.allowed() && judgement.canBeForced();
    if (!judgement.allowed() && !forced) events.publishEvent(new MoveRefused(judgement.evidence()));
    Transition made =
        execution.execute(
            judged(candidate, wish.reason(), judgement.orRefuse(forced), policy, forced), by);
    if (forced) forcedMoves.record(made, policy, by);
    return made;
  }

  /** Takes the locks of a move, in their order, for a caller that then locks requests. */
  public PolicyInForce lock(VersionRef version, Stage to) {
    models.lock(version.model());
    execution.candidate(versions.lock(version), to);
    return policies.lockInForce(version.model());
  }

  /**
   * Makes a move that was requested, if it passes all gates. The caller took its locks by {@link
   * #lock}.
   *
   * @return what the gates found; the move is made if it is allowed
   */
  @Transactional
  public Judgement moveIfAllowed(VersionRef ref, Stage to, @Nullable String reason, Principal by) {
    Candidate candidate = execution.candidate(versions.lock(ref), to);
    PolicyInForce policy = policies.lockInForce(ref.model());
    Judgement judgement = judge(policy, candidate, reason, by.name());
    if (judgement.allowed())
      execution.execute(judged(candidate, reason, judgement.evidence(), policy, false), by);
    return judgement;
  }

  /** Judges a move by all gates. It changes nothing. */
  @Transactional
  public Trial dryRun(Wish wish, Principal by) {
    checkWish(wish, by);
    Revision.check(wish.expected(), models.lock(wish.version().model()));
    Version version = versions.lock(wish.version());
    Candidate candidate = execution.trial(version, version.stage(), wish.to());
    PolicyInForce policy = policies.lockInForce(wish.version().model());
    policy.checkExpected(wish.expected());
    Judgement judgement = judge(policy, candidate, wish.reason(), by.name());
    boolean forced = wish.breakGlass() && !judgement.allowed() && judgement.canBeForced();
    return new Trial(
        execution.plan(judged(candidate, wish.reason(), judgement.evidence(), policy, forced), by),
        judgement.allowed() || forced,
        judgement.blockers());
  }

  /**
   * What the gates find of a move now, as its requester reads it. It changes nothing and locks
   * nothing.
   *
   * @param by the name of who asks for it
   */
  @Transactional(readOnly = true)
  public Judgement judge(VersionRef ref, Stage to, @Nullable String reason, String by) {
    Version version = versions.read(ref);
    Candidate candidate = execution.trial(version, version.stage(), to);
    return judge(policies.inForce(ref.model()), candidate, reason, by);
  }

  private Judgement judge(
      PolicyInForce policy, Candidate candidate, @Nullable String reason, String by) {
    return gates.judge(candidate, policyGates.of(policy, candidate, reason, by));
  }

  private static JudgedMove judged(
      Candidate candidate,
      @Nullable String reason,
      List<Evidence> evidence,
      PolicyInForce policy,
      boolean forced) {
    return new JudgedMove(
        candidate, reason, evidence, policy.binding(), policy.document().displacedTo(), forced);
  }

  private static void checkWish(Wish wish, Principal by) {
    if (wish.breakGlass()) ModelAccess.require(Permission.OVERRIDE, wish.version().model(), by);
    checkReason(wish.breakGlass() || wish.to().needsReason(), wish.reason());
  }

  /** The transitions of a version, newest first. */
  public Page<Transition> list(VersionRef version, PageRequest page) {
    return stages.list(version, page);
  }

  /** The transitions of all versions of a model, newest first. */
  public Page<Transition> list(ModelRef model, PageRequest page) {
    return stages.list(model, page);
  }

  /**
   * @throws Refused {@code invalid_field}
   */
  public static void checkReason(boolean needed, @Nullable String reason) {
    Faults faults = new Faults();
    if (needed) faults.requiredText(field("reason"), reason, 2_000);
    else faults.text(field("reason"), reason, 2_000);
    faults.throwIfAny();
  }
}
