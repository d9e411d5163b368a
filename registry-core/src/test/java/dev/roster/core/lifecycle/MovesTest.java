package dev.roster.core.lifecycle;

import static dev.roster.core.gate.NamedGate.Opinion.FAILS;
import static dev.roster.core.gate.NamedGate.Opinion.PASSES;
import static dev.roster.core.lifecycle.InMemoryRegistry.CI;
import static dev.roster.core.version.HousingVersions.HOUSING;
import static dev.roster.core.version.HousingVersions.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.gate.Gate;
import dev.roster.core.gate.NamedGate;
import dev.roster.core.gate.SomeGates;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MovesTest {
  private final InMemoryRegistry registry =
      new InMemoryRegistry(SomeGates.with(new NamedGate("reproducibility", PASSES, false)));

  @Test
  void aPromotionRecordsWhatAllGatesFound() {
    registry.add(1, Stage.STAGING);
    assertThat(registry.move(1, Stage.PRODUCTION).evidence())
        .extracting(Evidence::gate)
        .containsExactly("ready", "edge", "reproducibility");
  }

  @Test
  void aDisplacedVersionLeavesProductionBeforeTheOtherComes() {
    registry.add(1, Stage.PRODUCTION);
    registry.add(2, Stage.STAGING);
    registry.moved.clear();
    registry.events.clear();
    registry.audited.clear();

    Transition promotion = registry.move(2, Stage.PRODUCTION);

    assertThat(promotion.displaced()).isEqualTo(new Displaced(1, Stage.STAGING));
    assertThat(registry.moved).hasSize(2).last().isEqualTo(promotion);
    Transition displaced = registry.moved.get(0);
    assertThat(displaced.version()).isEqualTo(ref(1));
    assertThat(displaced.from()).isEqualTo(Stage.PRODUCTION);
    assertThat(displaced.to()).isEqualTo(Stage.STAGING);
    assertThat(displaced.evidence()).extracting(Evidence::gate).containsExactly("displaced");
    assertThat(registry.stageOf(1)).isEqualTo(Stage.STAGING);
    assertThat(registry.events)
        .containsExactly(
            new VersionMoved(displaced, InMemoryRegistry.CI.actor()),
            new VersionMoved(promotion, InMemoryRegistry.CI.actor()));
    assertThat(registry.audited).extracting(change -> change.version()).containsExactly(1, 2);
  }

  @Test
  void severalVersionsAreInStagingAtOnce() {
    registry.add(1, Stage.STAGING);
    registry.add(2, Stage.NONE);
    assertThat(registry.move(2, Stage.STAGING).displaced()).isNull();
    assertThat(registry.stageOf(1)).isEqualTo(Stage.STAGING);
  }

  @Test
  void aRefusedMoveChangesNothing() {
    InMemoryRegistry strict =
        new InMemoryRegistry(SomeGates.with(new NamedGate("incidents", FAILS)));
    strict.versions.put(1, VersionStatus.READY, Stage.STAGING);
    assertRefused(() -> strict.move(1, Stage.PRODUCTION), ProblemCode.GATE_FAILED);
    assertRefused(() -> strict.move(1, Stage.STAGING), ProblemCode.TRANSITION_NOT_ALLOWED);
    assertThat(strict.stageOf(1)).isEqualTo(Stage.STAGING);
    assertThat(strict.moved).isEmpty();
    assertThat(strict.audited).isEmpty();
  }

  @Test
  void aDryRunShowsTheMoveAndChangesNothing() {
    registry.add(1, Stage.PRODUCTION);
    registry.add(2, Stage.NONE);
    registry.moved.clear();
    Transitions.Trial trial =
        registry.transitions.dryRun(InMemoryRegistry.wish(2, Stage.PRODUCTION), CI);
    assertThat(trial.allowed()).isFalse();
    assertThat(trial.transition().displaced()).isEqualTo(new Displaced(1, Stage.STAGING));
    assertThat(trial.transition().evidence())
        .extracting(Evidence::gate)
        .containsExactly("ready", "edge", "reproducibility");
    assertThat(registry.moved).isEmpty();
    assertThat(registry.stageOf(2)).isEqualTo(Stage.NONE);
  }

  @Test
  void aGateSeesWhoWouldBeDisplaced() {
    List<Candidate> seen = new ArrayList<>();
    InMemoryRegistry watched =
        new InMemoryRegistry(
            SomeGates.with(
                new Gate() {
                  @Override
                  public String name() {
                    return "watching";
                  }

                  @Override
                  public Optional<Evidence> judge(Candidate candidate) {
                    seen.add(candidate);
                    return Optional.empty();
                  }
                }));
    watched.add(1, Stage.PRODUCTION);
    watched.add(2, Stage.PRODUCTION);
    assertThat(seen)
        .extracting(Candidate::to)
        .containsExactly(Stage.STAGING, Stage.PRODUCTION, Stage.STAGING, Stage.PRODUCTION);
    assertThat(seen)
        .extracting(candidate -> candidate.holder() == null ? null : candidate.holder().ref())
        .containsExactly(null, null, null, ref(1));
  }

  @ParameterizedTest
  @EnumSource
  void aReasonIsWantedWhereTheStageNeedsOne(Stage to) {
    registry.add(1, Stage.STAGING);
    ThrowingCallable move =
        () ->
            registry.transitions.dryRun(
                new Transitions.Wish(ref(1), to, " ", Optional.empty()), CI);
    if (to.needsReason()) assertRefused(move, ProblemCode.INVALID_FIELD);
    else registry.transitions.dryRun(new Transitions.Wish(ref(1), to, null, Optional.empty()), CI);
  }

  @Test
  void rollbacksGoOneFurtherEachTimeAndNeverForward() {
    for (int number = 1; number <= 3; number++) registry.add(number, Stage.PRODUCTION);
    assertThat(registry.rollbacks.preview(HOUSING).to()).isEqualTo(2);
    assertThat(registry.rollbacks.preview(HOUSING).steps()).containsExactly(1);

    assertThat(registry.rollBack(null).version()).isEqualTo(ref(2));
    assertThat(registry.stageOf(3)).isEqualTo(Stage.STAGING);
    assertThat(registry.rollBack(null).version()).isEqualTo(ref(1));
    assertRefused(() -> registry.rollBack(null), ProblemCode.NOTHING_TO_ROLL_BACK_TO);
    assertThat(registry.stageOf(1)).isEqualTo(Stage.PRODUCTION);
  }

  @Test
  void aRollbackGoesByStagingWhenNoEdgeLeadsToProduction() {
    registry.add(1, Stage.PRODUCTION);
    registry.add(2, Stage.PRODUCTION);
    registry.move(1, Stage.RETIRED);
    registry.moved.clear();
    assertThat(registry.rollbacks.preview(HOUSING).allowed()).isTrue();

    registry.rollBack(1);

    assertThat(registry.moved)
        .extracting(t -> "%d to %s".formatted(t.version().number(), t.to().wire()))
        .containsExactly("1 to staging", "2 to staging", "1 to production");
  }

  @Test
  void aDamagedVersionIsNotGoneBackTo() {
    for (int number = 1; number <= 3; number++) registry.add(number, Stage.PRODUCTION);
    registry.versions.put(2, VersionStatus.DAMAGED, Stage.STAGING);
    assertRefused(() -> registry.rollBack(2), ProblemCode.VERSION_NOT_READY);
  }

  @Test
  void thePreviousVersionIsTheOneThatCanServe() {
    for (int number = 1; number <= 3; number++) registry.add(number, Stage.PRODUCTION);
    registry.versions.put(2, VersionStatus.DAMAGED, Stage.STAGING);
    assertThat(registry.rollBack(null).version()).isEqualTo(ref(1));
  }

  @Test
  void aRollbackSkipsTheGatesThatDoNotJudgeRollbacks() {
    registry.add(1, Stage.PRODUCTION);
    registry.add(2, Stage.PRODUCTION);
    assertThat(registry.rollbacks.preview(HOUSING).evidence())
        .extracting(Evidence::gate)
        .containsExactly("ready", "edge");
    assertThat(registry.rollBack(null).evidence())
        .extracting(Evidence::gate)
        .containsExactly("ready", "edge");
  }

  @Test
  void onlyAVersionThatServedCanBeGoneBackTo() {
    registry.add(1, Stage.PRODUCTION);
    registry.add(2, Stage.STAGING);
    assertRefused(() -> registry.rollBack(2), ProblemCode.NOTHING_TO_ROLL_BACK_TO);
    assertRefused(() -> registry.rollBack(1), ProblemCode.NOTHING_TO_ROLL_BACK_TO);
    assertRefused(() -> registry.rollBack(9), ProblemCode.VERSION_NOT_FOUND);
  }

  private static void assertRefused(ThrowingCallable call, ProblemCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
