package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorTest extends MonitoredServer {
  @Test
  void aMonitorHasEveryDefaultFilledIn() {
    String model = model("mon");
    Answer made = post("/api/v1/models/" + model + "/monitors", "{\"name\":\"drift\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).endsWith(made.json().path("id").asString());
    assertThat(made.json().path("stage").asString()).isEqualTo("production");
    assertThat(made.json().path("window").asString()).isEqualTo("P1D");
    assertThat(made.json().path("every").asString()).isEqualTo("PT1H");
    assertThat(made.json().path("minimumRows").asInt()).isEqualTo(300);
    assertThat(made.json().at("/statistics/numeric").asString()).isEqualTo("psi");
    assertThat(made.json().at("/statistics/categorical").asString()).isEqualTo("jensen_shannon");
    assertThat(made.json().at("/thresholds/alarm").asDouble()).isEqualTo(0.2);
    assertThat(made.json().at("/enter/atLeast").asInt()).isEqualTo(2);
    assertThat(made.json().path("leave").asInt()).isEqualTo(3);
    assertThat(made.json().path("state").asString()).isEqualTo("ok");
    isProblem(
        post("/api/v1/models/" + model + "/monitors", "{\"name\":\"DRIFT\"}"),
        409,
        "monitor_exists");
    String monitor = "/api/v1/monitors/" + made.json().path("id").asString();
    assertThat(get(monitor).json()).isEqualTo(made.json());
    assertThat(get("/api/v1/models/" + model + "/monitors").json().at("/items/0"))
        .isEqualTo(made.json());
    assertThat(send("DELETE", monitor, ADMIN).status()).isEqualTo(204);
    isProblem(get(monitor), 404, "monitor_not_found");
    isProblem(post(monitor + "/checks", "{}"), 404, "monitor_not_found");
    assertThat(post("/api/v1/models/" + model + "/monitors", "{\"name\":\"drift\"}").status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/name",
        "{'name':'a b'}|/name",
        "{'name':'m','kind':'performance'}|/kind",
        "{'name':'m','kind':'kpi'}|/kind",
        "{'name':'m','stage':'none'}|/stage",
        "{'name':'m','stage':'production','version':1}|/version",
        "{'name':'m','version':9}|/version",
        "{'name':'m','window':'P1M'}|/window",
        "{'name':'m','window':'PT30M'}|/window",
        "{'name':'m','window':'PT90M'}|/window",
        "{'name':'m','every':'PT9S'}|/every",
        "{'name':'m','every':'often'}|/every",
        "{'name':'m','cron':'* * * * * *'}|/cron",
        "{'name':'m','cron':'0 0 31 2 *'}|/cron",
        "{'name':'m','cron':'0 * * * *','every':'PT1H'}|/cron",
        "{'name':'m','minimumRows':0}|/minimumRows",
        "{'name':'m','statistics':{'numeric':'wasserstein'}}|/statistics/numeric",
        "{'name':'m','statistics':{'numeric':'magic'}}|/statistics/numeric",
        "{'name':'m','statistics':{'categorical':'chi_square'}}|/statistics/categorical",
        "{'name':'m','statistics':{'categorical':'ks'}}|/statistics/categorical",
        "{'name':'m','thresholds':{'alarm':0}}|/thresholds/alarm",
        "{'name':'m','thresholds':{'warn':0.3,'alarm':0.2}}|/thresholds/warn",
        "{'name':'m','thresholds':{'missing':1.1}}|/thresholds/missing",
        "{'name':'m','datasetShare':0}|/datasetShare",
        "{'name':'m','enter':{'of':2,'atLeast':3}}|/enter/atLeast",
        "{'name':'m','leave':0}|/leave"
      })
  void whatIsWrongIsNamedByField(String body, String pointer) {
    String model = model("mon");
    Answer refused = post("/api/v1/models/" + model + "/monitors", body.replace('\'', '"'));
    isProblem(refused, 400, "invalid_field");
    assertThat(refused.json().path("errors").valueStream().map(e -> e.path("pointer").asString()))
        .contains(pointer);
  }

  @ParameterizedTest
  @CsvSource({"1e400", "NaN", "'\"x\"'", "'[1]'"})
  void in01NumbersThatAreNoneAreRefused(String value) {
    Answer refused =
        post(
            "/api/v1/models/" + model("mon") + "/monitors",
            "{\"name\":\"m\",\"datasetShare\":" + value + "}");
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
  }

  @Test
  void theVersionMayBePinnedAndTheScheduleACron() {
    String model = model("mon");
    version(model);
    Answer made =
        post(
            "/api/v1/models/" + model + "/monitors",
            "{\"name\":\"m\",\"version\":1,\"cron\":\"15 3 * * MON\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("version").asInt()).isEqualTo(1);
    assertThat(made.json().path("cron").asString()).isEqualTo("15 3 * * MON");
    assertThat(made.json().path("stage").isNull()).isTrue();
  }

  @Test
  void aMonitorOfAModelThatACallerMayNotReadIsNotThere() {
    String model = model("mon");
    String monitor = monitor(model, "");
    String stranger = token("contributor", "other*");
    isProblem(send("GET", "/api/v1/monitors/" + monitor, stranger), 404, "monitor_not_found");
    isProblem(
        send("GET", "/api/v1/monitors/00000000-0000-4000-8000-000000000000", ADMIN),
        404,
        "monitor_not_found");
    isProblem(send("GET", "/api/v1/monitors/x", ADMIN), 404, "monitor_not_found");
    assertThat(send("DELETE", "/api/v1/monitors/" + monitor, token("reader", model)).status())
        .isEqualTo(403);
  }
}
