package dev.roster.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.problem.Remedy;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RestWordingTest {
  static Stream<Arguments> remedies() {
    return Stream.of(
        Arguments.of(
            new Remedy.ReadAgain(),
            "Read it again, decide again, and send its new ETag in If-Match."),
        Arguments.of(
            new Remedy.ListModels(), "GET /api/v1/models lists the models that it may read."),
        Arguments.of(
            new Remedy.ListVersions("credit"),
            "GET /api/v1/models/credit/versions lists its versions with their labels."),
        Arguments.of(
            new Remedy.ListArtifacts("credit", 7),
            "GET /api/v1/models/credit/versions/7/artifacts lists its files."),
        Arguments.of(
            new Remedy.ListAliases("credit"), "GET /api/v1/models/credit shows its aliases."),
        Arguments.of(
            new Remedy.ReadAliasMoves("credit"),
            "GET /api/v1/models/credit/timeline?kind=alias shows its moves."),
        Arguments.of(
            new Remedy.FreeName("credit"),
            "Choose another name, or have an administrator restore that model by POST"
                + " /api/v1/models/credit/restore, or free the name by POST"
                + " /api/v1/models/credit/purge."),
        Arguments.of(
            new Remedy.FreeLabel(),
            "Choose another label, or take it from that version first by a PATCH with \"label\":"
                + " null."),
        Arguments.of(
            new Remedy.CorrectSignature(),
            "Correct it by a PATCH of the draft, or set it to null to take the signature of the"
                + " file, or upload the right file."),
        Arguments.of(
            new Remedy.MoveToStage("credit", "production"),
            "Move one there by POST /api/v1/models/credit/versions/{version}/transitions."),
        Arguments.of(
            new Remedy.SetBaseline("credit", 7),
            "PUT its reference data to /api/v1/models/credit/versions/7/baseline first."),
        Arguments.of(
            new Remedy.ListMonitors(),
            "GET /api/v1/models/NAME/monitors lists the monitors of a model."),
        Arguments.of(new Remedy.ListIncidents(), "GET /api/v1/incidents lists them."),
        Arguments.of(new Remedy.ListDatasets(), "GET /api/v1/datasets lists the known datasets."),
        Arguments.of(
            new Remedy.ListRuns(), "GET /api/v1/models/NAME/runs lists the runs of a model."),
        Arguments.of(new Remedy.ListTokens(), "GET /api/v1/tokens lists them."));
  }

  @ParameterizedTest
  @MethodSource("remedies")
  void namesTheCallThatHelps(Remedy remedy, String words) {
    assertThat(RestWording.of(remedy)).isEqualTo(words);
  }
}
