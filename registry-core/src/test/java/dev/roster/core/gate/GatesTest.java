package dev.roster.core.gate;

import static dev.roster.core.gate.NamedGate.Opinion.FAILS;
import static dev.roster.core.gate.NamedGate.Opinion.NONE;
import static dev.roster.core.gate.NamedGate.Opinion.PASSES;
import static dev.roster.core.version.HousingVersions.ready;
import static dev.roster.core.version.HousingVersions.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesTest {
  private static final Gate READY = new ReadyGate();
  private static final Gate EDGE = new EdgeGate();
  private static final Candidate PROMOTION =
      new Candidate(ready(1, Stage.STAGING), Stage.STAGING, Stage.PRODUCTION, null);

  @Test
  void evidenceComesInOneOrderHoweverTheGatesAreInjected() {
    List<Gate> gates =
        new ArrayList<>(
            List.of(
                READY,
                EDGE,
                new NamedGate("approval", PASSES),
                new NamedGate("incidents", FAILS),
                new NamedGate("reproducibility", PASSES)));
    for (int i = 0; i < gates.size(); i++) {
      Collections.rotate(gates, 1);
      assertThat(names(new Gates(gates).judge(PROMOTION)))
          .containsExactly("ready", "edge", "approval", "incidents", "reproducibility");
    }
  }

  @Test
  void aGateWithoutAnOpinionLeavesNoEvidenceAndDoesNotRefuse() {
    Judgement judgement = judge(READY, EDGE, new NamedGate("silent", NONE));
    assertThat(names(judgement)).containsExactly("ready", "edge");
    assertThat(judgement.allowed()).isTrue();
    assertThat(judgement.orRefuse()).isEqualTo(judgement.evidence());
  }

  @Test
  void aGateThatFailsRefusesTheMoveByItsNameAndDetail() {
    Judgement judgement = judge(READY, EDGE, new NamedGate("incidents", FAILS));
    assertThat(judgement.allowed()).isFalse();
    assertThatThrownBy(judgement::orRefuse)
        .hasMessage("The gate incidents refuses the move: this gate is called incidents.")
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.GATE_FAILED));
  }

  @Test
  void allGatesAreAskedAndTheFirstThatFailsRefuses() {
    Candidate draft =
        new Candidate(
            version(1, VersionStatus.DRAFT, Stage.NONE), Stage.NONE, Stage.PRODUCTION, null);
    Judgement judgement =
        new Gates(List.of(new NamedGate("incidents", FAILS), EDGE, READY)).judge(draft);
    assertThat(judgement.blockers())
        .extracting(blocker -> blocker.field() + " " + blocker.detail())
        .containsExactly(
            "gates.ready housing/1 is draft; finalize it first.",
            "gates.edge A version in stage none cannot move to production; from here it may move to: staging, retired.",
            "gates.incidents this gate is called incidents");
    assertThat(judgement.evidence()).extracting(Evidence::passed).containsOnly(false).hasSize(3);
    assertThat(judgement.refusal().orElseThrow().code()).isEqualTo(ProblemCode.VERSION_NOT_READY);

    Candidate off = new Candidate(ready(1, Stage.NONE), Stage.NONE, Stage.PRODUCTION, null);
    assertThat(
            new Gates(List.of(new NamedGate("incidents", FAILS), EDGE, READY))
                .judge(off)
                .refusal()
                .orElseThrow()
                .code())
        .isEqualTo(ProblemCode.TRANSITION_NOT_ALLOWED);
  }

  @Test
  void aRollbackIsJudgedByTheGatesThatJudgeRollbacks() {
    Gates gates =
        new Gates(
            List.of(
                new NamedGate("reproducibility", FAILS, false),
                new NamedGate("incidents", PASSES),
                EDGE,
                READY));
    Judgement rollback = gates.judgeRollback(PROMOTION);
    assertThat(names(rollback)).containsExactly("ready", "edge", "incidents");
    assertThat(rollback.allowed()).isTrue();
    assertThat(gates.judge(PROMOTION).allowed()).isFalse();
  }

  /** What the rules of the registry itself allow: on bytes and on edges. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "READY     | NONE       | staging retired",
        "READY     | STAGING    | none production retired",
        "READY     | PRODUCTION | staging retired",
        "READY     | RETIRED    | staging",
        "DAMAGED   | NONE       | staging retired",
        "DAMAGED   | STAGING    | none retired",
        "DAMAGED   | PRODUCTION | staging retired",
        "DAMAGED   | RETIRED    | staging",
        "DRAFT     | NONE       | ''",
        "DRAFT     | STAGING    | ''",
        "DRAFT     | PRODUCTION | ''",
        "DRAFT     | RETIRED    | ''",
        "VERIFYING | NONE       | ''",
        "VERIFYING | STAGING    | ''",
        "VERIFYING | PRODUCTION | ''",
        "VERIFYING | RETIRED    | ''",
        "DELETED   | NONE       | ''",
        "DELETED   | STAGING    | ''",
        "DELETED   | PRODUCTION | ''",
        "DELETED   | RETIRED    | ''",
        "RECLAIMED | NONE       | ''",
        "RECLAIMED | STAGING    | ''",
        "RECLAIMED | PRODUCTION | ''",
        "RECLAIMED | RETIRED    | ''",
      })
  void aVersionOfThisStatusInThisStageMayMoveTo(VersionStatus status, Stage from, String allowed) {
    Gates gates = new Gates(List.of(READY, EDGE));
    String found =
        Arrays.stream(Stage.values())
            .filter(
                to ->
                    gates.judge(new Candidate(version(1, status, from), from, to, null)).allowed())
            .map(Stage::wire)
            .collect(Collectors.joining(" "));
    assertThat(found).isEqualTo(allowed);
  }

  @Test
  void aVersionDoesNotDisplaceItself() {
    assertThatThrownBy(
            () ->
                new Candidate(
                    ready(1, Stage.PRODUCTION),
                    Stage.PRODUCTION,
                    Stage.PRODUCTION,
                    ready(1, Stage.PRODUCTION)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Judgement judge(Gate... gates) {
    return new Gates(List.of(gates)).judge(PROMOTION);
  }

  private static List<String> names(Judgement judgement) {
    return judgement.evidence().stream().map(Evidence::gate).toList();
  }
}
