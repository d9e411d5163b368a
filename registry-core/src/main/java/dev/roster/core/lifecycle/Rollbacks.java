package dev.roster.core.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.lifecycle.History.Served;
import dev.roster.core.model.ModelStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.References;
import dev.roster.core.reference.Revision;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.ArrayList;
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
  private final Mover mover;

  Rollbacks(
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
    Optional<VersionRef> serving = history.holder(model, Stage.PRODUCTION);
    List<VersionRef> way = way(history.servingStack(model, STACK_LOOKED_AT), serving);
    Integer from = serving.map(VersionRef::number).orElse(null);
    if (way.isEmpty()) return new Preview(from, null, false, List.of(), List.of());
    Gates.Judgement judgement = judge(versions.read(way.get(0)));
    return new Preview(
        from,
        way.get(0).number(),
        judgement.refusal().isEmpty(),
        judgement.evidence(),
        way.stream().skip(1).limit(STEPS_SHOWN).map(VersionRef::number).toList());
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
    Optional<VersionRef> serving = history.holder(model, Stage.PRODUCTION);
    serving.ifPresent(versions::lock); // it stays what it is until it is displaced
    List<Served> stack = history.servingStack(model, STACK_LOOKED_AT);
    VersionRef target =
        number == null ? previous(model, stack, serving) : named(model, number, serving);
    int place = place(stack, target, serving);
    history.popServing(model, place < 0 ? Math.min(1, stack.size()) : place + 1);

    Version version = versions.lock(target);
    if (goesByStaging(version)) {
      mover.move(
          version,
          Stage.STAGING,
          reason,
          Gates.judge(version, Stage.STAGING).orRefuse().evidence(),
          by);
      version = versions.lock(target);
    }
    return mover.move(version, Stage.PRODUCTION, reason, judge(version).orRefuse().evidence(), by);
  }

  private static boolean goesByStaging(Version version) {
    return version.stage() == Stage.NONE || version.stage() == Stage.RETIRED;
  }

  private static Gates.Judgement judge(Version version) {
    Stage from = goesByStaging(version) ? Stage.STAGING : version.stage();
    return Gates.judge(version, from, Stage.PRODUCTION);
  }

  private static VersionRef previous(
      ModelRef model, List<Served> stack, Optional<VersionRef> serving) {
    return way(stack, serving).stream()
        .findFirst()
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.NOTHING_TO_ROLL_BACK_TO,
                    "No version of %s was in production before%s that could serve again."
                        .formatted(
                            model.name(), serving.map(v -> " version " + v.number()).orElse(""))));
  }

  /** Down the stack: each that could serve again and is not the one before. */
  private static List<VersionRef> way(List<Served> stack, Optional<VersionRef> serving) {
    List<VersionRef> way = new ArrayList<>();
    VersionRef now = serving.orElse(null);
    for (Served candidate : stack.subList(Math.min(first(serving), stack.size()), stack.size())) {
      if (!candidate.ready() || candidate.version().equals(now)) continue;
      now = candidate.version();
      way.add(now);
    }
    return way;
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

  /** Where the target lies on the stack, from 0 for the newest; −1: it is not on it. */
  private static int place(List<Served> stack, VersionRef target, Optional<VersionRef> serving) {
    for (int i = first(serving); i < stack.size(); i++)
      if (stack.get(i).version().equals(target)) return i;
    return -1;
  }

  /** Who serves is the newest on the stack. */
  private static int first(Optional<VersionRef> serving) {
    return serving.isPresent() ? 1 : 0;
  }
}
