package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CheckTest extends MonitoredServer {
  private static final String QUICK = ",\"enter\":{\"of\":1,\"atLeast\":1},\"leave\":1";

  @Test
  void anAnalysisJudgesItsWindowAndMovesNothing() {
    String model = model("chk");
    String version = served(model);
    feed(version, day(40), 1440, 0);
    feed(version, day(41), 1440, 1);
    feed(version, day(42), 20, 1);
    String monitor = monitor(model, QUICK);

    JsonNode calm = check(monitor, day(40), day(41)).json();
    assertThat(calm.path("outcome").asString()).as(calm.toString()).isEqualTo("ok");
    assertThat(calm.path("rows").asInt()).isEqualTo(1440);
    assertThat(calm.path("baselineRows").asInt()).isEqualTo(2000);

    Answer drifted = check(monitor, day(41), day(42));
    assertThat(drifted.status()).isEqualTo(201);
    JsonNode drift = drifted.json();
    assertThat(drift.path("outcome").asString()).isEqualTo("drift");
    assertThat(drift.path("state").asString()).isEqualTo("ok");
    assertThat(drift.path("driftedShare").asDouble()).isEqualTo(0.5);
    assertThat(drift.at("/worst/feature").asString()).isEqualTo("x");
    assertThat(drift.at("/features/0/statistic").asString()).isEqualTo("psi");
    assertThat(drift.at("/features/0/score").asDouble()).isGreaterThan(0.7);
    assertThat(drift.at("/features/0/noise95").asDouble()).isBetween(0.001, 0.1);
    assertThat(drift.at("/features/0/pValue").asDouble()).isLessThan(1e-6);
    assertThat(drift.at("/features/0/drifted").asBoolean()).isTrue();
    assertThat(drift.at("/features/0/topCells/0/cell").asString()).contains("∞");
    assertThat(drift.at("/features/1/statistic").asString()).isEqualTo("jensen_shannon");
    assertThat(drift.at("/features/1/drifted").asBoolean()).isFalse();

    assertThat(check(monitor, day(42), day(43)).json().path("outcome").asString())
        .isEqualTo("insufficient_data");
    assertThat(check(monitor, day(43), day(44)).json().path("outcome").asString())
        .isEqualTo("no_data");
    assertThat(get("/api/v1/monitors/" + monitor).json().path("state").asString()).isEqualTo("ok");
    assertThat(get("/api/v1/incidents?model=" + model).json().path("items").size()).isZero();

    String checks = "/api/v1/monitors/" + monitor + "/checks";
    JsonNode page = get(checks + "?limit=3").json();
    assertThat(page.path("items").size()).isEqualTo(3);
    assertThat(get(checks + "?limit=3&cursor=" + page.path("next").asString()).json().path("items"))
        .hasSize(1);
    assertThat(get(drifted.header("Location")).json()).isEqualTo(drift);
  }

  @Test
  void aReplayOpensAnIncidentAndCalmWindowsCloseIt() {
    String model = model("chk");
    String version = served(model);
    for (int day = 50; day < 55; day++)
      feed(version, day(day), 1440, day == 51 || day == 52 ? 1 : 0);
    String monitor = monitor(model, ",\"enter\":{\"of\":2,\"atLeast\":2},\"leave\":2");

    Answer firing = replay(monitor, day(50), 3);
    assertThat(firing.status()).as(firing.text()).isEqualTo(201);
    assertThat(firing.json().path("checks").asInt()).isEqualTo(3);
    assertThat(firing.json().path("state").asString()).isEqualTo("firing");
    JsonNode open = get("/api/v1/incidents?model=" + model + "&open=true").json().path("items");
    assertThat(open.size()).isEqualTo(1);
    assertThat(open.at("/0/kind").asString()).isEqualTo("drift");
    assertThat(open.at("/0/openedAt").asString()).isEqualTo(day(53).toString());
    assertThat(open.at("/0/worst/feature").asString()).isEqualTo("x");

    Answer ended = replay(monitor, day(50), 5);
    assertThat(ended.json().path("state").asString()).isEqualTo("ok");
    JsonNode all = get("/api/v1/incidents?model=" + model).json().path("items");
    assertThat(all.size()).isEqualTo(2);
    assertThat(all.at("/1/closedBecause").asString()).isEqualTo("replayed");
    assertThat(all.at("/0/closedBecause").asString()).contains("2 calm windows");
    assertThat(get("/api/v1/incidents?model=" + model + "&open=true").json().path("items").size())
        .isZero();
  }

  @Test
  void silenceIsAnIncidentOfItsOwnAndEndsWithData() {
    String model = model("chk");
    String version = served(model);
    String monitor = monitor(model, ",\"enter\":{\"of\":3,\"atLeast\":2}");
    assertThat(replay(monitor, day(60), 2).json().path("state").asString())
        .isEqualTo("insufficient_data");
    JsonNode open = get("/api/v1/incidents?model=" + model + "&open=true").json().path("items");
    assertThat(open.at("/0/kind").asString()).isEqualTo("no_data");
    feed(version, day(62), 1440, 0);
    assertThat(replay(monitor, day(60), 3).json().path("state").asString()).isEqualTo("ok");
    assertThat(
            get("/api/v1/incidents?model=" + model).json().at("/items/0/closedBecause").asString())
        .isEqualTo("data arrived again");
  }

  @Test
  void theRetiredVersionsIncidentIsClosedByTheTransition() {
    String model = model("chk");
    String first = served(model);
    feed(first, day(50), 1440, 1);
    String monitor = monitor(model, QUICK);
    assertThat(replay(monitor, day(50), 1).json().path("state").asString()).isEqualTo("firing");
    String second = version(model);
    promote(second);
    JsonNode incident = get("/api/v1/incidents?model=" + model).json().at("/items/0");
    assertThat(incident.path("closedAt").isNull()).isFalse();
    assertThat(incident.path("closedBecause").asString())
        .contains("version 1 went from production", "displaced by version 2");
    assertThat(get("/api/v1/monitors/" + monitor).json().path("state").asString()).isEqualTo("ok");
    isProblem(post("/api/v1/monitors/" + monitor + "/checks", "{}"), 409, "baseline_missing");
  }

  @Test
  void theDeletedVersionsIncidentIsClosedByTheDeletion() {
    String model = model("chk");
    String version = version(model);
    assertThat(move(version, "staging").status()).isEqualTo(201);
    putBaseline(version, "?timestamp=t", rows(JUNE, 2000, 0, 1));
    feed(version, day(50), 1440, 1);
    String monitor = monitor(model, QUICK + ",\"stage\":\"staging\"");
    assertThat(replay(monitor, day(50), 1).json().path("state").asString()).isEqualTo("firing");
    assertThat(send("DELETE", version, ADMIN).status()).isEqualTo(204);
    JsonNode incident = get("/api/v1/incidents?model=" + model).json().at("/items/0");
    assertThat(incident.path("closedAt").isNull()).isFalse();
    assertThat(incident.path("closedBecause").asString()).isEqualTo("version 1 was deleted");
    assertThat(get("/api/v1/monitors/" + monitor).json().path("state").asString()).isEqualTo("ok");
  }

  @Test
  void whoIsDisplacedInStagingByARestoredOneHasNoAlarmAnyMore() {
    String model = model("chk");
    String first = version(model);
    assertThat(move(first, "staging").status()).isEqualTo(201);
    assertThat(send("DELETE", first, ADMIN).status()).isEqualTo(204);
    String second = version(model);
    assertThat(move(second, "staging").status()).isEqualTo(201);
    putBaseline(second, "?timestamp=t", rows(JUNE, 2000, 0, 1));
    feed(second, day(50), 1440, 1);
    String monitor = monitor(model, QUICK + ",\"stage\":\"staging\"");
    assertThat(replay(monitor, day(50), 1).json().path("state").asString()).isEqualTo("firing");
    assertThat(post(first + "/restore", "").status()).isEqualTo(200);
    JsonNode incident = get("/api/v1/incidents?model=" + model).json().at("/items/0");
    assertThat(incident.path("closedBecause").asString()).isEqualTo("version 1 was restored");
    assertThat(get("/api/v1/monitors/" + monitor).json().path("state").asString()).isEqualTo("ok");
  }

  @Test
  void thePresentWindowIsJudgedNowAndWidenedUntilItHasRows() {
    String model = model("chk");
    String version = served(model);
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    feed(version, hour.minus(2, ChronoUnit.DAYS), 1440, 0);
    observe(version, "source=s&batch=now", CSV, rows(hour, 50, 0, 3));
    String monitor = monitor(model, QUICK);
    JsonNode check = send("POST", "/api/v1/monitors/" + monitor + "/checks", ADMIN).json();
    assertThat(check.path("outcome").asString()).as(check.toString()).isEqualTo("ok");
    assertThat(check.path("rows").asInt()).isGreaterThan(300);
    Instant from = Instant.parse(check.at("/window/from").asString());
    Instant to = Instant.parse(check.at("/window/to").asString());
    assertThat(ChronoUnit.DAYS.between(from, to)).isGreaterThan(1);
  }

  @Test
  void aDriftedPredictionAloneIsDrift() {
    String model = model("chk");
    String version = version(model);
    promote(version);
    putBaseline(version, "?prediction=c&score=x&timestamp=t&ignore=t", rows(JUNE, 9, 0, 1));
    Answer set = putBaseline(version, "?prediction=c&score=x&timestamp=t", withFeature(2000, 0));
    assertThat(set.status()).as(set.text()).isEqualTo(201);
    observe(version, "source=s&batch=1&timestamp=t", CSV, withFeature(1440, 1));
    JsonNode check = check(monitor(model, ""), JUNE, day(1)).json();
    assertThat(check.path("outcome").asString()).as(check.toString()).isEqualTo("drift");
    assertThat(check.path("driftedShare").asDouble()).isZero();
    assertThat(check.at("/prediction/name").asString()).isEqualTo("x");
    assertThat(check.at("/prediction/drifted").asBoolean()).isTrue();
  }

  private static String withFeature(int count, double mean) {
    StringBuilder csv = new StringBuilder();
    String[] lines = rows(JUNE, count, mean, 5).split("\n");
    for (int i = 0; i < lines.length; i++)
      csv.append(lines[i]).append(i == 0 ? ",f" : "," + i % 7).append('\n');
    return csv.toString();
  }

  @Test
  void aColumnThatStaysAwayIsDriftOfMissingValues() {
    String model = model("chk");
    String version = served(model);
    String[] lines = rows(day(45), 1000, 0, 9).split("\n");
    StringBuilder csv = new StringBuilder("t,c\n");
    for (int i = 1; i < lines.length; i++) csv.append(lines[i].split(",")[0]).append(",z\n");
    observe(version, "source=s&batch=1&timestamp=t", CSV, csv.toString());
    JsonNode check = check(monitor(model, ""), day(45), day(46)).json();
    assertThat(check.at("/features/0/missingRatio").asDouble()).isEqualTo(1);
    assertThat(check.at("/features/0/drifted").asBoolean()).isTrue();
    assertThat(check.at("/features/1/unseenRatio").asDouble()).isEqualTo(1);
    assertThat(check.at("/features/1/drifted").asBoolean()).isTrue();
    assertThat(check.at("/features/1/topCells/0/cell").asString()).isEqualTo("unseen");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'from':'2021-06-01T00:00:00Z'}",
        "{'from':'2021-06-01T00:00:00Z','to':'2021-06-01T00:00:00Z'}",
        "{'from':'2021-06-01T00:30:00Z','to':'2021-06-02T00:00:00Z'}",
        "{'from':'2021-06-01T00:00:00Z','to':'9999-06-02T00:00:00Z'}",
        "{'from':'10000-06-01T00:00:00Z','to':'2021-06-02T00:00:00Z'}",
        "{'step':'P1D'}",
        "{'replay':true}",
        "{'replay':true,'from':'2021-06-01T00:00:00Z','to':'2021-06-03T00:00:00Z'}",
        "{'replay':true,'from':'2021-06-01T00:00:00Z','to':'2021-06-03T00:00:00Z','step':'P3D'}",
        "{'replay':true,'from':'2021-06-01T00:00:00Z','to':'2021-06-03T00:00:00Z','step':'PT1M'}"
      })
  void in01AWindowThatIsNoneIsRefused(String body) {
    String model = model("chk");
    served(model);
    isProblem(
        post("/api/v1/monitors/" + monitor(model, "") + "/checks", body.replace('\'', '"')),
        400,
        "invalid_field");
  }

  @Test
  void anIncidentIsAcknowledgedByItsETag() {
    String model = model("chk");
    feed(served(model), day(50), 1440, 1);
    replay(monitor(model, QUICK), day(50), 1);
    String id = get("/api/v1/incidents?model=" + model).json().at("/items/0/id").asString();
    String incident = "/api/v1/incidents/" + id;
    String etag = get(incident).header("ETag");
    Answer noted =
        send(
            with("PATCH", incident, "{\"acknowledged\":true,\"note\":\"upstream broke\"}")
                .header("If-Match", etag));
    assertThat(noted.status()).as(noted.text()).isEqualTo(200);
    assertThat(noted.json().path("acknowledged").asBoolean()).isTrue();
    assertThat(noted.json().path("note").asString()).isEqualTo("upstream broke");
    isProblem(
        send(with("PATCH", incident, "{\"acknowledged\":false}").header("If-Match", etag)),
        412,
        "stale");
    isProblem(send(with("PATCH", incident, "{\"kind\":\"x\"}")), 400, "unknown_field");
    assertThat(send(with("PATCH", incident, "{\"note\":\"a\\u0000b\"}")).status()).isEqualTo(400);
    isProblem(send("GET", incident, token("reader", "other*")), 404, "incident_not_found");
    assertThat(
            send("GET", "/api/v1/incidents", token("reader", "other*")).json().path("items").size())
        .isZero();
  }
}
