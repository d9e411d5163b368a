package dev.roster.app.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RollbackPreviewTest extends RunningServer {
  private String model;
  private String path;

  @BeforeEach
  void register() {
    model = model("preview");
    path = "/api/v1/models/" + model + "/rollback";
  }

  @Test
  void itSaysWhatEachRollbackThenDoes() {
    int first = served(), second = served(), third = served(), fourth = served();
    move(model, second, "production"); // 1 2 3 4 2
    JsonNode preview = get(path).json();
    assertThat(preview.path("from").asInt()).isEqualTo(second);
    assertThat(preview.path("to").asInt()).isEqualTo(fourth);
    assertThat(preview.path("allowed").asBoolean()).isTrue();
    assertThat(preview.path("evidence").findValuesAsString("gate")).contains("ready", "edge");
    List<Integer> way = new ArrayList<>(List.of(fourth));
    preview.path("steps").values().forEach(step -> way.add(step.asInt()));
    assertThat(way).containsExactly(fourth, third, second, first);
    for (int expected : way) {
      assertThat(get(path).json().path("to").asInt()).isEqualTo(expected);
      assertThat(post(path, "{\"reason\":\"worse\"}").json().path("version").asInt())
          .isEqualTo(expected);
    }
    JsonNode end = get(path).json();
    assertThat(end.path("from").asInt()).isEqualTo(first);
    assertThat(end.path("to").isNull()).isTrue();
    assertThat(end.path("allowed").asBoolean()).isFalse();
    assertThat(end.path("steps").size()).isZero();
  }

  @Test
  void whatIsDeletedIsPassedByAndWhatIsRetiredComesByStaging() {
    int first = served(), second = served(), third = served();
    move(model, first, "retired");
    send("DELETE", "/api/v1/models/%s/versions/%d".formatted(model, second), ADMIN);
    String etag = get("/api/v1/models/" + model).header("ETag");
    JsonNode preview = get(path).json();
    assertThat(preview.path("from").asInt()).isEqualTo(third);
    assertThat(preview.path("to").asInt()).isEqualTo(first);
    assertThat(preview.path("allowed").asBoolean()).isTrue();
    assertThat(get("/api/v1/models/" + model).header("ETag"))
        .as("it changes nothing")
        .isEqualTo(etag);
    assertThat(post(path, "{\"reason\":\"worse\"}").json().path("version").asInt())
        .isEqualTo(first);
  }

  @Test
  void ofAModelThatNeverServedThereIsNoWayBack() {
    JsonNode nobody = get(path).json();
    assertThat(nobody.path("from").isNull()).isTrue();
    assertThat(nobody.path("to").isNull()).isTrue();
    assertThat(nobody.path("allowed").asBoolean()).isFalse();
  }

  private int served() {
    return client().existing(model).version().ready().promote().number();
  }
}
