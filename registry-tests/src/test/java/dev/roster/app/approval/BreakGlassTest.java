package dev.roster.app.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Moving in spite of the rules, and who looks at it afterwards. */
class BreakGlassTest extends GovernedModel {
  private static final String FORCED =
      "{\"to\":\"production\",\"reason\":\"outage 7\",\"breakGlass\":true}";
  private static final String POLICY =
      """
      {"edges":[{"from":"staging","to":"production","approvals":{"count":2},
        "gates":[{"name":"auc","require":"candidate.metrics.auc > 0.9"}],
        "reports":[{"name":"security-scan"}]}]}""";

  @Test
  void aForcedMoveKeepsWhatFailedAndAsksForAReview() {
    String model = model("forced");
    bind(model, POLICY);
    int number = staged(model);
    String pending = asked(model, number, person("releaser", model));
    double before = forcedMoves();

    String path = version(model, number) + "/transitions";
    JsonNode trial = post(path + "?dryRun=true", FORCED).json();
    assertThat(trial.path("allowed").asBoolean()).isTrue();
    assertThat(trial.path("breakGlass").asBoolean()).isTrue();
    assertThat(post(path, "{\"to\":\"production\",\"reason\":\" \",\"breakGlass\":true}").code())
        .isEqualTo("invalid_field");
    Answer moved = post(path, FORCED);
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
    assertThat(moved.json().path("breakGlass").asBoolean()).isTrue();
    assertThat(failed(moved.json().path("evidence"))).isEqualTo(3);
    JsonNode stored = get(path).json().at("/items/0");
    assertThat(stored.path("breakGlass").asBoolean()).isTrue();
    assertThat(failed(stored.path("evidence"))).isEqualTo(3);
    assertThat(state(pending)).isEqualTo("void");
    assertThat(forcedMoves()).isEqualTo(before + 1);

    JsonNode entry = entry(model, "version.forced");
    assertThat(entry.at("/detail/reason").asString()).isEqualTo("outage 7");
    assertThat(entry.at("/detail/failed").toString())
        .isEqualTo("[\"gate auc\",\"report security-scan\",\"rule of approvals\"]");

    JsonNode review =
        get("/api/v1/requests?model=" + model + "&state=pending").json().at("/items/0");
    assertThat(review.path("kind").asString()).isEqualTo("review");
    assertThat(review.path("needed").asInt()).isEqualTo(1);
    String id = review.path("id").asString();
    assertThat(approve(id, ADMIN).code()).isEqualTo("separation_of_duties");
    assertThat(send("DELETE", "/api/v1/requests/" + id, ADMIN).code()).isEqualTo("forbidden");
    assertThat(execute(id, ADMIN).code()).isEqualTo("request_closed");
    bind(model, "{\"policy\":null}");
    assertThat(state(id)).as("a change of the policy ends no review").isEqualTo("pending");
    Answer seen = approve(id, person("approver", model));
    assertThat(seen.json().path("state").asString()).isEqualTo("approved");
    assertThat(approve(id, person("approver", model)).code()).isEqualTo("request_closed");
  }

  @Test
  void nothingForcesAMoveWithoutAnEdgeOrBytes() {
    String model = model("forced");
    int draft = draft(model), none = ready(model);
    assertThat(post(version(model, draft) + "/transitions", FORCED).code())
        .isEqualTo("version_not_ready");
    assertThat(post(version(model, none) + "/transitions", FORCED).code())
        .isEqualTo("transition_not_allowed");
  }

  /** Nothing was in the way, so nothing was forced. */
  @Test
  void aMoveThatPassesIsNotForced() {
    String model = model("forced");
    int number = staged(model);
    Answer moved = post(version(model, number) + "/transitions", FORCED);
    assertThat(moved.json().path("breakGlass").asBoolean(true)).isFalse();
    assertThat(actions(model)).doesNotContain("version.forced", "request.opened");
  }

  private static long failed(JsonNode evidence) {
    return evidence.valueStream().filter(found -> !found.path("passed").asBoolean()).count();
  }

  private JsonNode entry(String model, String action) {
    return get("/api/v1/audit?limit=200&model=" + model)
        .json()
        .path("items")
        .valueStream()
        .filter(item -> item.path("action").asString().equals(action))
        .findFirst()
        .orElseThrow();
  }

  private double forcedMoves() {
    List<String> lines = get("/actuator/prometheus").text().lines().toList();
    return lines.stream()
        .filter(line -> line.startsWith("roster_moves_forced_total "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
        .findFirst()
        .orElseThrow();
  }
}
