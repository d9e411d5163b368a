package dev.roster.core.lineage;

import static dev.roster.core.version.HousingVersions.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.InMemoryVersions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReproducibilityGateTest {
  /** A commit and a lock file, which make 40 of 100. */
  private static final InferredStore COMMIT_AND_LOCK =
      new InferredStore() {
        @Override
        public void insert(VersionRef version, Inferred inferred) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Inferred read(VersionRef version) {
          return new Inferred(
              List.of(),
              List.of(new Inferred.Commit("3f78685", null, "MLmodel")),
              List.of(),
              List.of());
        }

        @Override
        public List<String> named(VersionRef version, List<String> fileNames) {
          return List.of("env/uv.lock");
        }
      };

  @ParameterizedTest
  @CsvSource({"1, true", "39, true", "40, true", "41, false", "100, false"})
  void aVersionNeedsTheMinimumForProduction(int minimum, boolean passed) {
    Evidence evidence = judge(minimum, Stage.PRODUCTION).orElseThrow();
    assertThat(evidence.gate()).isEqualTo("reproducibility");
    assertThat(evidence.passed()).isEqualTo(passed);
    assertThat(evidence.detail())
        .startsWith("reproducibility is 40 of 100, and the minimum is " + minimum)
        .contains("not known: clean-tree (", "; seed (");
    assertThat(gate(minimum).refusal(evidence).code()).isEqualTo(ProblemCode.GATE_FAILED);
    assertThat(gate(minimum).refusal(evidence)).hasMessageContaining("lineage.seed");
  }

  @Test
  void withoutAMinimumTheGateHasNoOpinion() {
    assertThat(judge(0, Stage.PRODUCTION)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"NONE", "STAGING", "RETIRED"})
  void otherStagesNeedNoMinimum(Stage to) {
    assertThat(judge(100, to)).isEmpty();
  }

  @Test
  void whatServedBeforeMayServeAgain() {
    assertThat(gate(100).judgesRollbacks()).isFalse();
  }

  private static Optional<Evidence> judge(int minimum, Stage to) {
    return gate(minimum).judge(new Candidate(ready(1, Stage.STAGING), Stage.STAGING, to, null));
  }

  private static ReproducibilityGate gate(int minimum) {
    return new ReproducibilityGate(
        new Reproducibilities(new InMemoryVersions(), COMMIT_AND_LOCK),
        new ReproducibilitySettings(minimum));
  }
}
