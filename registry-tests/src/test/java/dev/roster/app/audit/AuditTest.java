package dev.roster.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTest extends RunningServer {
  @Test
  void tr01AChangeWhoseEntryCannotBeWrittenIsNotMade() {
    String model = model("audit");
    int version = ready(model);
    jdbc.sql(
            """
            create function refuse_entry() returns trigger language plpgsql as
            $$ begin raise exception 'no entry'; end $$;
            create trigger refuse_entry before insert on audit_pending
              for each row when (new.model = '%s') execute function refuse_entry()
            """
                .formatted(model))
        .update();
    try {
      String path = "/api/v1/models/" + model;
      List<Answer> refused =
          List.of(
              move(model, version, "staging"),
              post(path + "/versions", "{}"),
              post(
                  path + "/versions/" + version + "/metrics",
                  "{\"metrics\":[{\"name\":\"a\",\"value\":1}]}"),
              send(with("PUT", path + "/aliases/champion", "{\"version\":%d}".formatted(version))),
              send(with("PATCH", path, "{\"description\":\"changed\"}")),
              send("DELETE", path + "/versions/" + version, ADMIN),
              send("DELETE", path, ADMIN));
      assertThat(refused).allMatch(answer -> answer.status() >= 500);
    } finally {
      jdbc.sql("drop trigger refuse_entry on audit_pending; drop function refuse_entry").update();
    }
    Answer after = get("/api/v1/models/" + model);
    assertThat(after.json().path("latestVersion").asInt()).isEqualTo(version);
    assertThat(after.json().path("description").isNull()).isTrue();
    assertThat(after.json().path("aliases").size()).isZero();
    Answer same = get("/api/v1/models/%s/versions/%d".formatted(model, version));
    assertThat(same.json().path("stage").asString()).isEqualTo("none");
    assertThat(same.json().path("metrics").size()).isZero();
  }

  @Test
  void entriesAreNumberedWithoutGaps() {
    String model = model("audit");
    ready(model);
    assertThat(
            jdbc.sql(
                    "select count(*) from (select seq - lag(seq, 1, 0::bigint) over (order by seq) as gap from audit_entry) g where gap <> 1")
                .query(Integer.class)
                .single())
        .isZero();
    Answer list = get("/api/v1/audit?model=" + model);
    assertThat(list.json().path("items").findValuesAsString("action"))
        .containsExactly(
            "version.finalized", "artifact.uploaded", "version.created", "model.created");
  }

  @Test
  void aReaderOfOneModelSeesItsEntriesAlone() {
    String mine = model("audit");
    model("other");
    String reader = token("reader", mine);
    Answer all = send("GET", "/api/v1/audit", reader);
    assertThat(all.json().path("items").findValuesAsString("model")).containsOnly(mine);
  }
}
