package dev.roster.core.lifecycle;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.model.ModelStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Faults;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves versions between stages. */
@Service
public class Transitions {
  private final ModelStore models;
  private final VersionStore versions;
  private final History history;
  private final Mover mover;
  private final ReproducibilityGate reproducibility;

  Transitions(
      ModelStore models,
      VersionStore versions,
      History history,
      Mover mover,
      ReproducibilityGate reproducibility) {
    this.models = models;
    this.versions = versions;
    this.history = history;
    this.mover = mover;
    this.reproducibility = reproducibility;
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
    Version version = versions.lock(ref);
    List<Evidence> evidence = judge(version, to).orRefuse().evidence();
    return mover.move(version, to, reason, evidence, by);
  }

  /** Judges a move with all gates and changes nothing. */
  @Transactional
  public Trial dryRun(
      VersionRef ref, Stage to, @Nullable String reason, Optional<Long> expected, Principal by) {
    checkReason(to, reason);
    Revision.check(expected, models.lock(ref.model()));
    Version version = versions.lock(ref);
    Gates.Judgement judgement = judge(version, to);
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

  private Gates.Judgement judge(Version version, Stage to) {
    return Gates.judge(version, to).and(reproducibility.judge(version, to));
  }

  static void checkReason(Stage to, @Nullable String reason) {
    Faults faults = new Faults();
    if (to == Stage.PRODUCTION || to == Stage.RETIRED)
      faults.requiredText(field("reason"), reason, 2_000);
    else faults.text(field("reason"), reason, 2_000);
    faults.throwIfAny();
  }
}
