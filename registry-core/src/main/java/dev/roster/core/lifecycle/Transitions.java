package dev.roster.core.lifecycle;

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
  private final History history;
  private final Mover mover;
  private final Policy policy;

  Transitions(
      ModelStore models, VersionStore versions, History history, Mover mover, Policy policy) {
    this.models = models;
    this.versions = versions;
    this.history = history;
    this.mover = mover;
    this.policy = policy;
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
   * @throws Refused {@code version_not_ready}, {@code transition_not_allowed}, {@code gate_failed},
   *     {@code stale}
   */
  @Transactional
  public Transition move(
      VersionRef ref, Stage to, @Nullable String reason, Optional<Long> expected, Principal by) {
    checkReason(to, reason);
    Revision.check(expected, models.lock(ref.model()));
    Candidate candidate = mover.candidate(versions.lock(ref), to);
    return mover.move(candidate, reason, policy.judge(candidate).orRefuse(), by);
  }

  /** Judges a move with all gates and changes nothing. */
  @Transactional
  public Trial dryRun(
      VersionRef ref, Stage to, @Nullable String reason, Optional<Long> expected, Principal by) {
    checkReason(to, reason);
    Revision.check(expected, models.lock(ref.model()));
    Version version = versions.lock(ref);
    Candidate candidate = mover.trial(version, version.stage(), to);
    Judgement judgement = policy.judge(candidate);
    return new Trial(mover.plan(candidate, reason, judgement.evidence(), by), judgement.allowed());
  }

  /** Newest first. */
  public Page<Transition> list(VersionRef version, PageRequest page) {
    return history.list(version, page);
  }

  /** Of all versions of the model, newest first. */
  public Page<Transition> list(ModelRef model, PageRequest page) {
    return history.list(model, page);
  }

  static void checkReason(Stage to, @Nullable String reason) {
    Faults faults = new Faults();
    if (to.needsReason()) faults.requiredText("/reason", reason, 2_000);
    else faults.text("/reason", reason, 2_000);
    faults.throwIfAny();
  }
}
