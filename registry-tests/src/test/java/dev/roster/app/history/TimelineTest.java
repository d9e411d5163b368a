package dev.roster.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TimelineTest extends RunningServer {
  private String model;
  private String path;

  @BeforeEach
  void register() {
    model = model("timeline");
    path = "/api/v1/models/" + model;
  }

  /** Something of each kind. */
  private void live() {
    int number = ready(model);
    String version = path + "/versions/" + number;
    send(with("PATCH", path, "{\"owner\":\"pricing\",\"tags\":{\"tier\":\"2\"}}"));
    send(with("PATCH", version, "{\"description\":\"better\"}"));
    post(version + "/metrics", "{\"metrics\":[{\"name\":\"accuracy\",\"value\":0.9}]}");
    send(
        to(version + "/baseline", ADMIN)
            .header("Content-Type", "text/csv")
            .PUT(BodyPublishers.ofString("x,c\n1,a\n2,b\n3,a\n")));
    move(model, number, "staging");
    move(model, number, "production");
    send(with("PUT", path + "/aliases/champion", "{\"version\":1}"));
    Answer monitor =
        post(path + "/monitors", "{\"name\":\"drift\",\"window\":\"P1D\",\"every\":\"P1D\"}");
    post(
        "/api/v1/monitors/" + monitor.json().path("id").asString() + "/checks",
        """
        {"replay":true,"from":"2022-01-01T00:00:00Z","to":"2022-01-06T00:00:00Z","step":"P1D"}""");
    int other = ready(model);
    send("DELETE", path + "/versions/" + other, ADMIN);
    post(path + "/versions/" + other + "/restore", "");
  }

  @Test
  void everythingThatHappenedIsToldNewestFirst() {
    live();
    List<JsonNode> items = items("");
    List<Long> seqs = items.stream().map(item -> item.path("seq").asLong()).toList();
    assertThat(seqs).isSortedAccordingTo(Collections.reverseOrder());
    assertThat(items.stream().map(item -> item.path("action").asString()))
        .containsExactly(
            "version.restored",
            "version.deleted",
            "version.finalized",
            "artifact.uploaded",
            "version.created",
            "incident.opened",
            "monitor.created",
            "alias.moved",
            "version.transitioned",
            "version.transitioned",
            "baseline.set",
            "metrics.recorded",
            "version.changed",
            "model.changed",
            "version.finalized",
            "artifact.uploaded",
            "version.created",
            "model.created");
    assertThat(items.stream().map(item -> item.path("summary").asString()))
        .contains(
            "admin moved version 1 from staging to production: because",
            "admin pointed alias champion at version 1",
            "admin recorded 1 metrics of version 1: accuracy",
            "admin changed the model's owner, tags",
            "system opened an incident of kind no_data about version 1")
        .noneMatch(line -> line.contains("\n") || line.contains("null"));
    JsonNode promotion = items.get(8);
    assertThat(promotion.path("kind").asString()).isEqualTo("transition");
    assertThat(promotion.path("version").asInt()).isEqualTo(1);
    assertThat(promotion.at("/detail/reason").asString()).isEqualTo("because");
  }

  @ParameterizedTest
  @CsvSource({
    "creation, 3",
    "change, 2",
    "upload, 4",
    "transition, 2",
    "alias, 1",
    "metric, 1",
    "baseline, 1",
    "monitor, 1",
    "incident, 1",
    "deletion, 2",
    "damage, 0"
  })
  void aKindIsAskedForByItself(String kind, int count) {
    live();
    assertThat(items("kind=" + kind)).hasSize(count);
  }

  @Test
  void itNarrowsByKindsVersionAndActor() {
    live();
    assertThat(items("kind=alias&kind=transition")).hasSize(3);
    assertThat(items("version=2").stream().map(item -> item.path("version").asInt()))
        .hasSize(5)
        .containsOnly(2);
    assertThat(items("actor=system")).hasSize(1);
    assertThat(items("actor=admin&version=1&kind=upload")).hasSize(2);
    assertThat(items("actor=nobody")).isEmpty();
    Answer refused = get(path + "/timeline?kind=gossip");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asString()).contains("transition, alias");
  }

  @Test
  void pagesFollowOneAnotherWhileThingsHappen() {
    live();
    List<JsonNode> all = items("");
    List<JsonNode> paged = new ArrayList<>();
    JsonNode page = get(path + "/timeline?limit=4").json();
    while (true) {
      page.path("items").values().forEach(paged::add);
      if (page.path("next").isNull()) break;
      send(with("PATCH", path, "{\"description\":\"" + paged.size() + "\"}"));
      page = get(path + "/timeline?limit=4&cursor=" + page.path("next").asString()).json();
    }
    assertThat(paged).isEqualTo(all);
  }

  @Test
  void ofADeletedModelItIsStillTold() {
    ready(model);
    send("DELETE", path, ADMIN);
    assertThat(items("kind=deletion").get(0).path("summary").asString())
        .isEqualTo("admin deleted the model");
    assertThat(send("GET", path + "/timeline", token("reader", "others-*")).status())
        .isEqualTo(404);
  }

  private List<JsonNode> items(String query) {
    Answer answer = get(path + "/timeline?" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return Stream.of(answer.json().path("items")).flatMap(a -> a.values().stream()).toList();
  }
}
