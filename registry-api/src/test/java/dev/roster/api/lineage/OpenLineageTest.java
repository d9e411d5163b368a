package dev.roster.api.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.lineage.RunData;
import dev.roster.core.lineage.RunEvent;
import dev.roster.core.lineage.RunState;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is read of a run event, and what is refused. */
class OpenLineageTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String RUN = "01941f29-7c00-7000-8000-000000000001";
  private static final String EVENT =
      """
      {"eventType": "COMPLETE", "eventTime": "2026-01-05T10:00:00.1234567+01:00",
       "producer": "https://example.org/trainer", "schemaURL": "https://openlineage.io/spec/2-0-2",
       "run": {"runId": "%s", "facets": {"other": {"anything": [1, 2]}}},
       "job": {"namespace": "training", "name": "credit"},
       "inputs": [%s], "outputs": [%s]}
      """;
  private static final String HOUSING =
      """
      {"namespace": "s3://lake", "name": "housing", "inputFacets": {}, "facets": {
        "version": {"datasetVersion": "7"}, "dataSource": {"uri": "s3://lake/housing"},
        "schema": {"fields": [{"name": "income", "type": "double"}, {"name": "age"}]}}}
      """;

  @Test
  void aWholeEventIsRead() {
    RunEvent event = read(EVENT.formatted(RUN, HOUSING, ours("credit/7")));

    assertThat(event.run()).hasToString(RUN);
    assertThat(event.state()).isEqualTo(RunState.COMPLETE);
    assertThat(event.at()).isEqualTo(Instant.parse("2026-01-05T09:00:00.123456Z"));
    assertThat(event.namespace()).isEqualTo("training");
    assertThat(event.job()).isEqualTo("credit");
    RunData housing = event.inputs().get(0);
    assertThat(housing.version().value()).isEqualTo("7");
    assertThat(housing.source().value()).isEqualTo("s3://lake/housing");
    assertThat(housing.fields().value())
        .containsExactly(new RunData.Field("income", "double"), new RunData.Field("age", null));
  }

  @Test
  void anOutputOfRosterIsAVersionAndNotAData() {
    RunEvent event = read(EVENT.formatted(RUN, "", ours("credit/7") + "," + ours("draft")));

    assertThat(event.outputs()).isEmpty();
    assertThat(event.named())
        .extracting(RunEvent.Named::model, RunEvent.Named::version)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("credit", 7),
            org.assertj.core.api.Assertions.tuple("draft", null));
  }

  @Test
  void anInputOfRosterStaysData() {
    RunEvent event = read(EVENT.formatted(RUN, ours("credit/7"), ""));

    assertThat(event.inputs()).singleElement().returns("credit/7", RunData::name);
    assertThat(event.named()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"})
  void eachTypeOfTheStandardIsAState(String type) {
    assertThat(read(changed("\"COMPLETE\"", "\"" + type + "\"")).state())
        .isEqualTo(RunState.valueOf(type));
  }

  @Test
  void anEventWithoutATypeIsOther() {
    assertThat(read(changed("\"eventType\": \"COMPLETE\",", "")).state()).isEqualTo(RunState.OTHER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "\"run\": {             | \"dataset\": {}, \"run\": {",
        "\"run\": {             | \"dataset\": {}, \"walk\": {",
        "\"run\":               | \"nurse\":",
        "\"COMPLETE\"           | \"DONE\"",
        "\"COMPLETE\"           | 7",
        "\"producer\"           | \"Producer\"",
        "\"runId\"              | \"id\"",
        "01941f29               | 01941f2g",
        "2026-01-05             | 2026-13-05",
        "\"name\": \"credit\"   | \"name\": \" \"",
        "\"inputs\": []        | \"inputs\": [7]",
        "\"outputs\": []        | \"outputs\": {}",
        "\"facets\": {\"other\" | \"facets\": [], \"x\": {\"o\""
      })
  void in01AnEventThatDoesNotFitIsRefused(String before, String after) {
    assertThatThrownBy(() -> read(changed(before, after)))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  /** The standard lets a producer add fields to everything in an event. */
  @Test
  void fieldsThatNobodyKnowsAreIgnored() {
    String plain = EVENT.formatted(RUN, HOUSING, ours("credit/7"));
    String more = plain.replace("{\"", "{\"color\": [1, {}], \"");
    assertThat(more).contains("[{\"color\"", "\"job\": {\"color\"", "\"run\": {\"color\"");
    assertThat(read(more)).usingRecursiveComparison().isEqualTo(read(plain));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T09:00:00, 2026-01-05T09:00:00Z",
    "2026-01-05T09:00:00.123456789123, 2026-01-05T09:00:00.123456Z",
    "2026-01-05 09:00:00, 2026-01-05T09:00:00Z",
    "2026-01-05T09:00, 2026-01-05T09:00:00Z",
    "2026-01-05T10:00:00+0100, 2026-01-05T09:00:00Z",
    "2026-01-05t09:00:00z, 2026-01-05T09:00:00Z",
  })
  void aTimeWithoutAZoneIsUtc(String sent, String at) {
    assertThat(read(changed("2026-01-05T10:00:00.1234567+01:00", sent)).at()).isEqualTo(at);
  }

  @Test
  void aTaskNamesItsRunAndTheRootAbove() {
    String parent =
        "{\"run\":{\"runId\":\"%s\"},\"job\":{},\"root\":{\"run\":{\"runId\":\"%s\"},\"job\":{}}}"
            .formatted(uuid(1), uuid(2));
    assertThat(read(changed("\"other\"", "\"parent\": " + parent + ", \"other\"")).parents())
        .containsExactly(uuid(1), uuid(2));
    assertThat(read(changed("\"other\"", "\"parent\":{\"_deleted\":true},\"other\"")).parents())
        .isEmpty();
    assertThatThrownBy(() -> read(changed("\"other\"", "\"parent\":{\"run\":{}},\"other\"")))
        .isInstanceOf(Refused.class);
  }

  private static UUID uuid(int number) {
    return new UUID(7, number);
  }

  @Test
  void aMarkerRemovesAFacet() {
    String removed =
        """
        {"namespace": "s3://lake", "name": "housing", "facets": {
          "version": {"_deleted": true}, "schema": {"_deleted": true}}}
        """;
    RunData now = read(EVENT.formatted(RUN, removed, "")).inputs().get(0);
    assertThat(now.version().value()).isNull();
    assertThat(now.fields().value()).isNull();
    assertThat(now.source()).as("not said").isNull();
    String ours = "\"roster_version\": {\"_deleted\": true}, \"other\"";
    assertThat(read(changed("\"other\"", ours)).named()).isEmpty();
  }

  @Test
  void eventsOfJobsAndDatasetsAreReadToo() {
    String head = "{\"eventTime\":\"2026-01-05T09:00:00Z\",\"producer\":\"p\",\"schemaURL\":\"s\",";
    String job = "\"job\":{\"namespace\":\"training\",\"name\":\"credit\"}";
    RunEvent first = read(head + job + ",\"inputs\":[" + HOUSING + "]}");
    assertThat(first.inputs()).hasSize(1);
    assertThat(first.job()).isEqualTo("credit");
    assertThat(first.state()).isEqualTo(RunState.OTHER);
    assertThat(read(head + job + ",\"outputs\":[" + ours("credit/7") + "]}"))
        .returns(first.run(), RunEvent::run)
        .satisfies(event -> assertThat(event.named()).hasSize(1));
    String dataset = HOUSING.replace("\"inputFacets\": {},", "");
    assertThat(read(head + "\"dataset\":" + dataset + "}").inputs())
        .singleElement()
        .returns("housing", RunData::name);
    assertThatThrownBy(() -> read(head + "\"x\":1}")).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"credit/0", "credit/07", "credit/x", "credit/", "credit/7/8", "credit/1234567890"})
  void aDatasetOfRosterThatNamesNoVersionIsRefused(String name) {
    assertThatThrownBy(() -> read(EVENT.formatted(RUN, "", ours(name))))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  @Test
  void dos03NoMoreModelsAndDataThanTheLimits() {
    assertThat(read(EVENT.formatted(RUN, "", models(20))).named()).hasSize(20);
    assertThatThrownBy(() -> read(EVENT.formatted(RUN, "", models(21))))
        .isInstanceOf(Refused.class);
    assertThat(read(EVENT.formatted(RUN, data(1_000), "")).inputs()).hasSize(1_000);
    assertThatThrownBy(() -> read(EVENT.formatted(RUN, data(1_001), "")))
        .isInstanceOf(Refused.class);
  }

  private static String changed(String before, String after) {
    String event = EVENT.formatted(RUN, "", "");
    assertThat(event).contains(before);
    return event.replace(before, after);
  }

  private static String ours(String name) {
    return "{\"namespace\": \"roster\", \"name\": \"" + name + "\"}";
  }

  private static String models(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> ours("credit/" + i))
        .collect(Collectors.joining(","));
  }

  private static String data(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"namespace\": \"lake\", \"name\": \"table" + i + "\"}")
        .collect(Collectors.joining(","));
  }

  private static RunEvent read(String event) {
    return OpenLineage.read((ObjectNode) JSON.readTree(event));
  }
}
