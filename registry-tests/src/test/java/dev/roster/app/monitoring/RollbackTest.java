package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RollbackTest extends MonitoredServer {
  @Test
  void afterARollbackTheFirstWindowIsComparedWithTheRestoredBaseline() {
    String model = model("back");
    String first = withBaseline(model, 2000, 0);
    String second = withBaseline(model, 1500, 5);
    String monitor = monitor(model, ",\"enter\":{\"of\":1,\"atLeast\":1},\"leave\":1");
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    // what both got is like the first one's baseline, and far from the second one's
    feed(first, hour.minus(20, ChronoUnit.HOURS), 1000, 0);
    feed(second, hour.minus(20, ChronoUnit.HOURS), 1000, 0);
    JsonNode drifted = post("/api/v1/monitors/" + monitor + "/checks", "{}").json();
    assertThat(drifted.path("version").asInt()).isEqualTo(2);
    assertThat(drifted.path("baselineRows").asInt()).isEqualTo(1500);
    assertThat(drifted.path("outcome").asString()).isEqualTo("drift");

    Answer back = post("/api/v1/models/" + model + "/rollback", "{\"reason\":\"drift in x\"}");
    assertThat(back.status()).as(back.text()).isEqualTo(201);
    JsonNode calm = post("/api/v1/monitors/" + monitor + "/checks", "{}").json();
    assertThat(calm.path("version").asInt()).isEqualTo(1);
    assertThat(calm.path("baselineRows").asInt()).isEqualTo(2000);
    assertThat(calm.path("outcome").asString()).as(calm.toString()).isEqualTo("ok");
    assertThat(calm.path("state").asString()).isEqualTo("ok");
    assertThat(get("/api/v1/incidents?model=" + model + "&open=true").json().path("items").size())
        .as("the incident of who was rolled back ended with it")
        .isZero();
  }

  @Test
  void theMonitorsOfARestoredModelRunAgain() {
    String model = model("back");
    String monitor = monitor(model, "");
    send("DELETE", "/api/v1/models/" + model, ADMIN);
    assertThat(get("/api/v1/monitors/" + monitor).status()).isEqualTo(404);
    jdbc.sql("delete from scheduled_tasks where task_instance = :id") // as its next slot would
        .param("id", monitor)
        .update();
    assertThat(post("/api/v1/models/" + model + "/restore", "").status()).isEqualTo(200);
    assertThat(get("/api/v1/monitors/" + monitor).status()).isEqualTo(200);
    assertThat(
            jdbc.sql("select count(*) from scheduled_tasks where task_instance = :id")
                .param("id", monitor)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    send("DELETE", "/api/v1/models/" + model, ADMIN);
    assertThat(post("/api/v1/models/" + model + "/restore", "").status())
        .as("before its slot found out")
        .isEqualTo(200);
  }

  private String withBaseline(String model, int rows, double mean) {
    String version = version(model);
    promote(version);
    Answer put = putBaseline(version, "?timestamp=t", rows(JUNE, rows, mean, 1));
    assertThat(put.status()).as(put.text()).isEqualTo(201);
    return version;
  }
}
