package dev.roster.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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

  @Test
  void entriesWithoutAModelAreReadByAdministratorsOfAllModelsAlone() {
    String model = model("audit");
    String secret = token("reader", model); // its entry is about no model
    String number = newest("token.created", ADMIN).path("seq").asString();
    for (String role : List.of("reader", "contributor", "reporter")) {
      String other = token(role, "*");
      String mine = "/api/v1/audit?action=token.created&action=model.created";
      assertThat(send("GET", mine, other).json().path("items").findValues("model"))
          .as(role)
          .isNotEmpty()
          .noneMatch(JsonNode::isNull);
      assertThat(send("GET", "/api/v1/audit/export?action=token.created", other).text()).isEmpty();
      for (String part : List.of("", "/leaf"))
        assertThat(send("GET", "/api/v1/audit/" + number + part, other).code())
            .isEqualTo("audit_entry_not_found");
      assertThat(send("GET", "/api/v1/audit/" + number + "/proof", other).status()).isEqualTo(200);
    }
    String admin = token("admin", "*");
    assertThat(newest("token.created", admin).path("model").isNull()).isTrue();
    assertThat(send("GET", "/api/v1/audit?action=token.created", secret).json().path("items"))
        .isEmpty();
  }

  private JsonNode newest(String action, String token) {
    return send("GET", "/api/v1/audit?limit=1&action=" + action, token).json().at("/items/0");
  }

  @Test
  void aFilterThatNamesNothingIsRefusedByTheNameOfItsParameter() {
    String model = model("audit");
    for (String version : List.of("0", "-1"))
      assertThat(get("/api/v1/audit?model=%s&version=%s".formatted(model, version)).text())
          .contains("version must be 1 or more; was " + version);
    for (String none : List.of("", "a%20b", "nobody"))
      for (String list : List.of("audit", "audit/export", "incidents", "requests"))
        assertThat(get("/api/v1/%s?model=%s".formatted(list, none)).code())
            .isEqualTo("model_not_found");
  }
}
