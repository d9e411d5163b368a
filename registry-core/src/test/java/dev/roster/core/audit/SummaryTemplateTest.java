package dev.roster.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SummaryTemplateTest {
  private static String line(Action action, @Nullable Integer version, Map<String, Object> detail) {
    return action
        .summary()
        .line(
            new AuditEntry(
                1,
                Instant.EPOCH,
                UUID.randomUUID(),
                "ann",
                null,
                action,
                "credit",
                version,
                CommittedDetail.of(detail),
                ""));
  }

  @Test
  void valuesOfTheDetailAndTheVersionAreFilledIn() {
    assertThat(line(Action.MODEL_RENAMED, null, Map.of("from", "a", "to", "b")))
        .isEqualTo("ann renamed the model from a to b");
    assertThat(line(Action.BASELINE_SET, 7, Map.of("rows", 3)))
        .isEqualTo("ann set the baseline of version 7, of 3 rows");
  }

  @Test
  void anOptionalPartIsThereOnlyWithItsValue() {
    Map<String, Object> move = Map.of("from", "none", "to", "staging");
    assertThat(line(Action.VERSION_TRANSITIONED, 7, move))
        .isEqualTo("ann moved version 7 from none to staging");
    assertThat(
            line(
                Action.VERSION_TRANSITIONED,
                7,
                Map.of("from", "none", "to", "staging", "reason", "better")))
        .isEqualTo("ann moved version 7 from none to staging: better");
    assertThat(line(Action.INCIDENT_CLOSED, 7, Map.of("reason", "")))
        .isEqualTo("ann closed an incident");
    assertThat(line(Action.INCIDENT_OPENED, null, Map.of("kind", "drift")))
        .isEqualTo("ann opened an incident of kind drift");
    assertThat(line(Action.INCIDENT_OPENED, 7, Map.of("kind", "drift")))
        .isEqualTo("ann opened an incident of kind drift about version 7");
  }

  @Test
  void listsAreJoinedAndFactsAreSorted() {
    assertThat(line(Action.VERSION_DELETED, 7, Map.of("aliases", List.of("a", "b"))))
        .isEqualTo("ann deleted version 7 with the aliases a, b");
    assertThat(line(Action.MODEL_CHANGED, null, Map.of("tags", Map.of(), "owner", "bob")))
        .isEqualTo("ann changed the model's owner, tags");
    assertThat(line(Action.MODEL_CHANGED, null, Map.of()))
        .isEqualTo("ann changed the model's facts");
  }

  @Test
  void whatPeopleWriteIsNoTemplate() {
    assertThat(line(Action.INCIDENT_CHANGED, 7, Map.of("note", "{kind} [$1] \\")))
        .isEqualTo("ann annotated an incident: {kind} [$1] \\");
  }

  @Test
  void aLineHasNoControlCharactersAndAtMost300Characters() {
    assertThat(line(Action.INCIDENT_CHANGED, 7, Map.of("note", "a\n\tb")))
        .isEqualTo("ann annotated an incident: a b");
    assertThat(line(Action.INCIDENT_CHANGED, 7, Map.of("note", "x".repeat(400))))
        .hasSize(300)
        .endsWith("x…");
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void everyActionHasALineWithoutLeftovers(Action action) {
    Map<String, Object> detail =
        Map.ofEntries(
            Map.entry("from", "f"),
            Map.entry("to", "t"),
            Map.entry("artifactCount", 1),
            Map.entry("path", "p"),
            Map.entry("alias", "a"),
            Map.entry("recorded", 1),
            Map.entry("event", "COMPLETE"),
            Map.entry("run", "r"),
            Map.entry("rows", 1),
            Map.entry("source", "s"),
            Map.entry("batch", "b"),
            Map.entry("name", "n"),
            Map.entry("kind", "k"),
            Map.entry("report", "scan"),
            Map.entry("verdict", "passed"),
            Map.entry("method", "DELETE"),
            Map.entry("route", "r"),
            Map.entry("sunset", "2099-03-01T00:00:00Z"));
    assertThat(line(action, 7, detail))
        .startsWith("ann ")
        .doesNotContain("null", "{", "}", "[", "]");
  }
}
