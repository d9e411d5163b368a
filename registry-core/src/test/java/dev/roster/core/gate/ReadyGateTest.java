package dev.roster.core.gate;

import static dev.roster.core.version.HousingVersions.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyGateTest {
  private final ReadyGate gate = new ReadyGate();

  @ParameterizedTest
  @CsvSource({
    // status,  none, staging, production, retired
    "DRAFT,     false, false, false, false",
    "VERIFYING, false, false, false, false",
    "READY,     true,  true,  true,  true",
    "DAMAGED,   true,  true,  false, true",
    "DELETED,   false, false, false, false",
    "RECLAIMED, false, false, false, false",
  })
  void aStatusAllowsTheseStages(
      VersionStatus status, boolean none, boolean staging, boolean production, boolean retired) {
    assertThat(passes(status, Stage.NONE)).as("none").isEqualTo(none);
    assertThat(passes(status, Stage.STAGING)).as("staging").isEqualTo(staging);
    assertThat(passes(status, Stage.PRODUCTION)).as("production").isEqualTo(production);
    assertThat(passes(status, Stage.RETIRED)).as("retired").isEqualTo(retired);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DRAFT     | housing/1 is draft; finalize it first.",
        "VERIFYING | housing/1 is verifying; finalize it first.",
        "DAMAGED   | housing/1 is damaged; restore its bytes before it serves.",
      })
  void theRefusalSaysWhatToDo(VersionStatus status, String detail) {
    Evidence refused = judge(status, Stage.PRODUCTION);
    assertThat(refused).isEqualTo(new Evidence("ready", false, detail));
    assertThat(gate.refusal(refused).code()).isEqualTo(ProblemCode.VERSION_NOT_READY);
    assertThat(gate.refusal(refused)).hasMessage(detail);
  }

  @ParameterizedTest
  @CsvSource({"READY, PRODUCTION", "DAMAGED, STAGING"})
  void theEvidenceNamesTheManifest(VersionStatus status, Stage to) {
    assertThat(judge(status, to).detail())
        .startsWith("status is " + status.wire() + ", manifest sha256:");
  }

  private boolean passes(VersionStatus status, Stage to) {
    return judge(status, to).passed();
  }

  private Evidence judge(VersionStatus status, Stage to) {
    return gate.judge(new Candidate(version(1, status, Stage.NONE), Stage.NONE, to, null))
        .orElseThrow();
  }
}
