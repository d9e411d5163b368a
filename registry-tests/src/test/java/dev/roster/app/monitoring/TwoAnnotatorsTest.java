package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** CC-01 on incidents: nobody's remark is overwritten by who had not read it. */
class TwoAnnotatorsTest extends MonitoredServer {
  private static final int EDITORS = 6;

  @Test
  void cc01EachRemarkIsKeptWhenManyEditTheSameNote() throws Exception {
    String model = model("remarks");
    String version = version(model);
    Answer monitor =
        post(
            "/api/v1/models/" + model + "/monitors",
            "{\"name\":\"m\",\"kind\":\"drift\",\"version\":1,\"window\":\"P1D\",\"every\":\"PT1H\"}");
    putBaseline(version, "?timestamp=t", rows(JUNE, 500, 0, 1));
    post(
        "/api/v1/monitors/" + monitor.json().path("id").asString() + "/checks",
        "{\"replay\":true,\"from\":\"%s\",\"to\":\"%s\",\"step\":\"P1D\"}"
            .formatted(JUNE.plus(365, ChronoUnit.DAYS), JUNE.plus(370, ChronoUnit.DAYS)));
    String id =
        get("/api/v1/incidents?model=" + model)
            .json()
            .path("items")
            .path(0)
            .path("id")
            .asString("");
    String incident = "/api/v1/incidents/" + id;

    ExecutorService editors = Executors.newFixedThreadPool(EDITORS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int editor = 0; editor < EDITORS; editor++) {
        String remark = "<" + editor + ">";
        all.add(editors.submit(() -> add(incident, remark)));
      }
      for (Future<?> each : all) each.get();
    } finally {
      editors.shutdownNow();
    }

    Answer last = get(incident);
    for (int editor = 0; editor < EDITORS; editor++)
      assertThat(last.json().path("note").asString()).contains("<" + editor + ">");
    assertThat(send(with("PATCH", incident, "{\"note\":null}")).json().path("note").isNull())
        .as("null takes it away")
        .isTrue();
  }

  /** Reads, adds, and tries again when somebody was faster. */
  private void add(String incident, String remark) {
    for (int status = 412; status == 412; ) {
      Answer seen = get(incident);
      String note = seen.json().path("note").asString("") + remark;
      status =
          send(with("PATCH", incident, "{\"note\":\"" + note + "\"}")
                  .header("If-Match", seen.header("ETag")))
              .status();
      assertThat(status).isIn(200, 412);
    }
  }
}
