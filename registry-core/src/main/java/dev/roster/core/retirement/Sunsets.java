package dev.roster.core.retirement;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.consumer.Consumers;
import dev.roster.core.gate.Judgement;
import dev.roster.core.lifecycle.Transitions;
import dev.roster.core.model.ModelStore;
import dev.roster.core.page.PageRequest;
import dev.roster.core.policy.Policies;
import dev.roster.core.policy.PolicyInForce;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells how far announced versions are, and retires those that are due if their policy says so. */
@Service
public class Sunsets {
  private static final int MAX_CONSUMERS_SHOWN = 100;

  private final RetirementStore retirements;
  private final DrainGate gate;
  private final Consumers consumers;
  private final Transitions transitions;
  private final Policies policies;
  private final ModelStore models;
  private final VersionStore versions;
  private final AuditLog audit;
  private final Clock clock;

  Sunsets(
      RetirementStore retirements,
      DrainGate gate,
      Consumers consumers,
      Transitions transitions,
      Policies policies,
      ModelStore models,
      VersionStore versions,
      AuditLog audit,
      Clock clock) {
    this.retirements = retirements;
    this.gate = gate;
    this.consumers = consumers;
    this.transitions = transitions;
    this.policies = policies;
    this.models = models;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @throws Refused {@code retirement_not_found}
   */
  public RetirementProgress progress(VersionRef ref) {
    Retirement retirement =
        retirements
            .find(ref)
            .orElseThrow(
                () ->
                    Refused.because(
                        ProblemCode.RETIREMENT_NOT_FOUND,
                        "The retirement of %s is not announced.".formatted(ref)));
    Retirement.State state = retirement.state(versions.read(ref).stage(), clock.instant());
    return new RetirementProgress(
        retirement,
        state,
        consumers.list(ref, new PageRequest(MAX_CONSUMERS_SHOWN, null)).items(),
        gate.drain(ref),
        state == Retirement.State.DUE ? whyNotRetired(retirement) : null);
  }

  private @Nullable String whyNotRetired(Retirement retirement) {
    VersionRef ref = retirement.version();
    if (!policies.inForce(ref.model()).document().retireAtSunset()) return null;
    if (!retirement.by().entitled())
      return "The token of %s was revoked or may no longer move it, so nothing is done in its name. Somebody who may promote can change the announcement, or move the version."
          .formatted(retirement.by().name());
    Judgement judgement =
        transitions.judge(ref, Stage.RETIRED, reason(retirement), retirement.by().name());
    return judgement
        .refusal()
        .map(refusal -> String.valueOf(refusal.getMessage()))
        .orElse("It passes all gates now, and is retired in a moment.");
  }

  /**
   * Records that the sunset has passed, once, and retires the version if the policy says so and the
   * move passes all gates. It is moved in the name of who announced it, if that token still has the
   * right.
   */
  @Transactional
  public void passed(VersionRef ref) {
    models.lock(ref.model());
    Version version = versions.lock(ref);
    Instant now = models.nextInstant(ref.model());
    Optional<Retirement> found =
        retirements
            .find(ref)
            .filter(one -> one.state(version.stage(), now) == Retirement.State.DUE);
    if (found.isEmpty()) return; // withdrawn, changed or retired meanwhile
    Retirement retirement = found.get();
    if (retirement.dueAt() == null) record(retirement, now);
    PolicyInForce policy = transitions.lock(ref, Stage.RETIRED);
    if (!policy.document().retireAtSunset() || !retirement.by().entitled()) return;
    Principal by = retirement.by().principalWithoutGrants();
    transitions.moveIfAllowed(ref, Stage.RETIRED, reason(retirement), by);
  }

  private void record(Retirement due, Instant now) {
    retirements.put(
        new Retirement(
            due.version(),
            due.sunset(),
            due.replacement(),
            due.reason(),
            due.by(),
            due.at(),
            due.changedAt(),
            now));
    audit.append(
        Change.of(Actor.SYSTEM, Action.RETIREMENT_DUE, due.version(), Retirements.detail(due)));
  }

  /** Whether there is something to do for a version that is due. It locks nothing. */
  boolean isActionable(VersionRef ref) {
    return retirements
        .find(ref)
        .filter(
            due ->
                due.dueAt() == null
                    || policies.inForce(ref.model()).document().retireAtSunset()
                        && due.by().entitled()
                        && gate.drain(ref).drained())
        .isPresent();
  }

  /** May be longer than a reason that is sent, as it ends with one. */
  private static String reason(Retirement retirement) {
    String sunset = "its sunset was " + retirement.sunset();
    return retirement.reason() == null ? sunset : sunset + ": " + retirement.reason();
  }
}
