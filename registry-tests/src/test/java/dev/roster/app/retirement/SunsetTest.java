package dev.roster.app.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happens to an announced version after its sunset. */
class SunsetTest extends AnnouncedModel {
  private static final String BY_ITSELF =
      "{\"edges\":[],\"drain\":\"PT1M\",\"retireAtSunset\":true}";

  private String model = "";
  private String releaser = "";

  @BeforeEach
  void anAnnouncedVersion() {
    model = model("sunset");
    ready(model);
    move(model, 1, "staging");
    releaser = named(unique("rel"), "releaser", model);
    Answer announced =
        call(
            "POST",
            retirement(model, 1),
            "{\"sunset\":\"%s\",\"reason\":\"old\"}".formatted(SUNSET),
            releaser);
    assertThat(announced.status()).isEqualTo(201);
  }

  private void sunsetPasses() {
    age(model, 1, "200 years");
    run("retirement-sunset");
  }

  private long dueEntries() {
    return actions(model).stream().filter("retirement.due"::equals).count();
  }

  private double overdue() {
    run("retirement-gauges");
    return send("GET", "/actuator/prometheus", ADMIN)
        .text()
        .lines()
        .filter(line -> line.startsWith("roster_retirement_overdue"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aVersionThatIsInUseAfterItsSunsetIsDueAndCounted() {
    run("retirement-sunset");
    assertThat(dueEntries()).isZero();
    double before = overdue();
    sunsetPasses();
    run("retirement-sunset");
    assertThat(dueEntries()).as("once").isEqualTo(1);
    assertThat(overdue()).isEqualTo(before + 1);
    JsonNode read = get(retirement(model, 1)).json();
    assertThat(read.path("state").asString()).isEqualTo("due");
    assertThat(read.path("detail").isNull()).isTrue();
    assertThat(stage(model, 1)).as("nothing asked for the move").isEqualTo("staging");

    send(with("PATCH", retirement(model, 1), "{\"sunset\":\"%s\"}".formatted(SUNSET)));
    assertThat(get(retirement(model, 1)).json().path("state").asString()).isEqualTo("announced");
    assertThat(overdue()).isEqualTo(before);
    sunsetPasses();
    assertThat(dueEntries()).as("a new sunset passes, too").isEqualTo(2);
    assertThat(move(model, 1, "retired").status()).isEqualTo(201);
    assertThat(overdue()).isEqualTo(before);
  }

  @Test
  void itIsRetiredByItselfOnceDrainedIfThePolicySaysSo() {
    bind(model, BY_ITSELF);
    send(to("/api/v1/resolve/" + model + "/1", releaser));
    run("consumer-storing");
    jdbc.sql(
            "update retirement set sunset = sunset - interval '200 years' where announced_by = :by")
        .param("by", get(retirement(model, 1)).json().path("by").asString())
        .update();
    run("retirement-sunset");
    assertThat(stage(model, 1)).as("somebody has just resolved it").isEqualTo("staging");
    assertThat(get(retirement(model, 1)).json().path("detail").asString()).contains("drained");

    age(model, 1, "1 minute");
    run("retirement-sunset");
    assertThat(stage(model, 1)).isEqualTo("retired");
    JsonNode moved = get(version(model, 1) + "/transitions").json().path("items").path(0);
    assertThat(moved.path("by").asString()).startsWith("rel-");
    assertThat(moved.path("reason").asString()).contains("sunset").endsWith(": old");
    assertThat(texts(moved.path("evidence"), "gate")).contains("drained");
    assertThat(get(retirement(model, 1)).json().path("state").asString()).isEqualTo("retired");
  }

  @Test
  void nothingIsDoneInTheNameOfARevokedToken() {
    bind(model, BY_ITSELF);
    revoke(releaser);
    sunsetPasses();
    assertThat(stage(model, 1)).isEqualTo("staging");
    assertThat(dueEntries()).isEqualTo(1);
    assertThat(get(retirement(model, 1)).json().path("detail").asString()).contains("revoked");

    // somebody else takes it over
    send(with("PATCH", retirement(model, 1), "{\"reason\":\"still old\"}"));
    run("retirement-sunset");
    assertThat(stage(model, 1)).isEqualTo("retired");
  }

  @Test
  void theOtherGatesOfThePolicyJudgeTheMoveToo() {
    bind(
        model,
        """
        {"edges":[{"from":"staging","to":"retired","gates":[{"name":"never","require":"false"}]}],
         "retireAtSunset":true}""");
    sunsetPasses();
    assertThat(stage(model, 1)).isEqualTo("staging");
    assertThat(get(retirement(model, 1)).json().path("detail").asString()).contains("never");
  }

  @Test
  void aDeletedVersionIsNotDue() {
    send("DELETE", version(model, 1), ADMIN);
    sunsetPasses();
    assertThat(dueEntries()).isZero();
  }
}
