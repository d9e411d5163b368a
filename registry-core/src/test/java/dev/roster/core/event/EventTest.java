package dev.roster.core.event;

import static dev.roster.core.problem.FieldPath.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.access.Grant;
import dev.roster.core.access.Principal;
import dev.roster.core.access.Role;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.CommittedDetail;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelPattern;
import dev.roster.core.reference.ModelRef;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventTest {
  private static final EventSource SOURCE = new EventSource("https://roster.example.org");
  private static final ModelRef CREDIT = new ModelRef(1, new ModelName("Credit-West"));

  private static Event event(Action action, @Nullable ModelRef model, Map<String, Object> detail) {
    String name = model == null ? null : model.name().text();
    return new Event(
        new AuditEntry(
            7,
            Instant.parse("2026-03-03T14:05:00.123456Z"),
            UUID.randomUUID(),
            "ann",
            "abc",
            action,
            name,
            model == null ? null : 3,
            CommittedDetail.of(detail),
            "0123456789abcdef".repeat(4)),
        model);
  }

  private static Principal principal(Grant... grants) {
    return new Principal("token:x", "x", "x", List.of(grants));
  }

  @Test
  void aCloudEventSaysWhatHappenedToWhat() {
    Event moved = event(Action.VERSION_TRANSITIONED, CREDIT, Map.of("to", "production"));
    JsonNode json = JsonMapper.shared().readTree(CloudEvent.of(moved, SOURCE).json());
    assertThat(json.path("specversion").asString()).isEqualTo("1.0");
    assertThat(json.path("id").asString()).isEqualTo("7-0123456789abcdef");
    assertThat(json.path("source").asString()).isEqualTo("https://roster.example.org");
    assertThat(json.path("type").asString()).isEqualTo("dev.roster.version.transitioned");
    assertThat(json.path("subject").asString()).isEqualTo("models/Credit-West/versions/3");
    assertThat(json.path("time").asString()).isEqualTo("2026-03-03T14:05:00.123456Z");
    assertThat(json.path("sequence").asString()).isEqualTo("00000000000000000007");
    assertThat(json.path("partitionkey").asString()).isEqualTo("Credit-West");
    assertThat(json.path("data").path("detail").path("to").asString()).isEqualTo("production");
  }

  @Test
  void anEventAboutNoModelHasNoSubjectAndNoPartition() {
    String json = CloudEvent.of(event(Action.TOKEN_REVOKED, null, Map.of()), SOURCE).json();
    assertThat(json).doesNotContain("subject", "partitionkey").contains("\"model\":null");
  }

  @Test
  void anEventThatIsTooLargeIsSentWithoutItsDetail() {
    String text = "x".repeat(CloudEvent.MAX_BYTES);
    String json =
        CloudEvent.of(event(Action.VERSION_CHANGED, CREDIT, Map.of("description", text)), SOURCE)
            .json();
    assertThat(json).hasSizeLessThan(1_000).contains("\"detail\":{\"truncated\":true}");
  }

  @ParameterizedTest
  @CsvSource({
    "*, VERSION_CREATED, true",
    "version.*, VERSION_CREATED, true",
    "version.*, MODEL_CREATED, false",
    "version.created, VERSION_CREATED, true",
    "version.created, VERSION_CHANGED, false"
  })
  void typesIncludeAnAction(String pattern, Action action, boolean included) {
    assertThat(EventTypes.of(List.of(pattern), field("events")).include(action))
        .isEqualTo(included);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "version", "version.", ".*", "version.create", "**", "v*", "Version.*"})
  void typesThatNoEventHasAreRefused(String pattern) {
    assertThatThrownBy(() -> EventTypes.of(List.of("*", pattern), field("events")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("events[1]");
  }

  @Test
  void theNumberOfTypesIsLimited() {
    assertThat(EventTypes.of(Collections.nCopies(50, "*"), field("events")).patterns()).hasSize(1);
    assertThatThrownBy(() -> EventTypes.of(Collections.nCopies(51, "*"), field("events")))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> EventTypes.of(List.of(), field("events"))).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "*, true, true",
    "credit-*, true, false",
    "CREDIT-WEST, true, false",
    "credit, false, false",
    "credit*, true, false",
    "fraud-*, false, false"
  })
  void modelsAreNamedOrBeginSo(String models, boolean ofCredit, boolean ofNone) {
    EventFilter filter = new EventFilter(EventTypes.ALL, ModelPattern.of(models, field("models")));
    assertThat(filter.includes(event(Action.MODEL_CREATED, CREDIT, Map.of()))).isEqualTo(ofCredit);
    assertThat(filter.includes(event(Action.TOKEN_CREATED, null, Map.of()))).isEqualTo(ofNone);
  }

  @Test
  void anEventIsReadLikeItsModelAndWithoutAModelByAdministrators() {
    Event ofModel = event(Action.VERSION_CREATED, CREDIT, Map.of());
    Event ofNone = event(Action.TOKEN_CREATED, null, Map.of());
    Principal byId = principal(new Grant(Role.READER, 1L, null));
    Principal byPrefix = principal(new Grant(Role.READER, null, "credit-"));
    Principal ofAnother = principal(new Grant(Role.ADMIN, null, "fraud-"));
    Principal ofAll = principal(Grant.onAll(Role.CONTRIBUTOR));
    Principal admin = principal(Grant.onAll(Role.ADMIN));
    assertThat(List.of(byId, byPrefix, ofAll, admin)).allMatch(ofModel::isReadableBy);
    assertThat(ofModel.isReadableBy(ofAnother)).isFalse();
    assertThat(List.of(byId, byPrefix, ofAnother, ofAll)).noneMatch(ofNone::isReadableBy);
    assertThat(ofNone.isReadableBy(admin)).isTrue();
  }
}
