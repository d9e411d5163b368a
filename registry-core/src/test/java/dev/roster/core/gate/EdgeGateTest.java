package dev.roster.core.gate;

import static dev.roster.core.version.HousingVersions.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.reference.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeGateTest {
  private final EdgeGate gate = new EdgeGate();

  @ParameterizedTest
  @CsvSource({
    "NONE, STAGING",
    "NONE, RETIRED",
    "STAGING, NONE",
    "STAGING, PRODUCTION",
    "STAGING, RETIRED",
    "PRODUCTION, STAGING",
    "PRODUCTION, RETIRED",
    "RETIRED, STAGING",
  })
  void aMoveAlongAnEdgePasses(Stage from, Stage to) {
    assertThat(judge(from, to))
        .isEqualTo(
            new Evidence("edge", true, "%s to %s is allowed".formatted(from.wire(), to.wire())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NONE       | NONE       | staging, retired",
        "NONE       | PRODUCTION | staging, retired",
        "STAGING    | STAGING    | none, production, retired",
        "PRODUCTION | NONE       | staging, retired",
        "PRODUCTION | PRODUCTION | staging, retired",
        "RETIRED    | NONE       | staging",
        "RETIRED    | PRODUCTION | staging",
        "RETIRED    | RETIRED    | staging",
      })
  void anyOtherMoveIsRefusedWithTheStagesThatAreAllowed(Stage from, Stage to, String allowed) {
    Evidence refused = judge(from, to);
    assertThat(refused.passed()).isFalse();
    assertThat(refused.detail())
        .isEqualTo(
            "A version in stage %s cannot move to %s; from here it may move to: %s."
                .formatted(from.wire(), to.wire(), allowed));
    assertThat(gate.refusal(refused).code()).isEqualTo(ProblemCode.TRANSITION_NOT_ALLOWED);
    assertThat(gate.refusal(refused)).hasMessage(refused.detail());
  }

  /** A preview of a rollback asks about the last of two moves. */
  @Test
  void theMoveStartsFromTheCandidatesStageNotFromTheVersions() {
    Candidate candidate =
        new Candidate(ready(1, Stage.RETIRED), Stage.STAGING, Stage.PRODUCTION, null);
    assertThat(gate.judge(candidate).orElseThrow().passed()).isTrue();
  }

  private Evidence judge(Stage from, Stage to) {
    return gate.judge(new Candidate(ready(1, from), from, to, null)).orElseThrow();
  }
}
