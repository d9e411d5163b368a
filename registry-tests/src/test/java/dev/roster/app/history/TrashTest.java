package dev.roster.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrashTest extends RunningServer {
  private String model;
  private String path;

  @BeforeEach
  void register() {
    model = model("trash");
    path = "/api/v1/models/" + model;
  }

  @Test
  void aDeletedVersionIsRestoredWithItsStageItsAliasesAndItsBytes() {
    int number = ready(model);
    String version = path + "/versions/" + number;
    move(model, number, "staging");
    alias("champion", number);
    alias("Moved", number);
    alias("Gone", number);
    JsonNode before = get(version).json();
    assertThat(send("DELETE", version, ADMIN).status()).isEqualTo(204);
    alias("moved", ready(model)); // somebody takes this one meanwhile
    int other = ready(model);
    alias("gone", other);
    send("DELETE", path + "/aliases/gone", ADMIN); // and that one was set and removed
    assertThat(queued(number)).as("its bytes stay").isZero();

    Answer restored = post(version + "/restore", "");
    assertThat(restored.status()).as(restored.text()).isEqualTo(200);
    assertThat(restored.header("ETag")).isEqualTo(get(version).header("ETag"));
    JsonNode after = restored.json();
    for (String same : List.of("status", "stage", "digest", "tags", "createdAt", "artifactCount"))
      assertThat(after.path(same)).as(same).isEqualTo(before.path(same));
    assertThat(after.path("aliases").size()).isEqualTo(1);
    assertThat(after.at("/aliases/0").asString()).isEqualTo("champion");
    assertThat(get(version + "/artifacts/model.bin").text())
        .isEqualTo("bytes of %s/%d".formatted(model, number));
    assertThat(get(path + "/stages/staging").json().path("version").asInt()).isEqualTo(number);
    assertThat(get(path + "/versions").json().path("items").size()).isEqualTo(3);
  }

  @Test
  void aRestoredVersionCameToItsStageLastNowAndInThePast() {
    int one = ready(model);
    int two = ready(model);
    move(model, one, "staging");
    move(model, two, "staging");
    send("DELETE", path + "/versions/" + one, ADMIN);
    JsonNode restored = post(path + "/versions/" + one + "/restore", "").json();
    String staging = path + "/stages/staging";
    assertThat(get(staging).json().path("version").asInt()).isEqualTo(one);
    String at = "?at=" + restored.path("updatedAt").asString();
    assertThat(get(staging + at).json().path("version").asInt()).isEqualTo(one);
  }

  @Test
  void aPurgeOfALargeModelIsOfShortStatements() {
    int number = ready(model);
    jdbc.sql(
            """
            insert into metric (version_id, name, value, at)
            select v.id, 'm', i, now() from version v join model m on m.id = v.model_id
            cross join generate_series(1, 25000) i where m.name = :model and v.number = :number
            """)
        .param("model", model)
        .param("number", number)
        .update();
    jdbc.sql(
            """
            create function at_once() returns trigger language plpgsql as $$ begin
              if (select count(*) from gone) > 10000 then raise 'a statement takes long'; end if;
              return null;
            end $$;
            create trigger at_once after delete on metric referencing old table as gone
              for each statement execute function at_once()
            """)
        .update();
    try {
      send("DELETE", path, ADMIN);
      Answer purged = post(path + "/purge", "");
      assertThat(purged.status()).as(purged.text()).isEqualTo(204);
    } finally {
      jdbc.sql("drop function at_once cascade").update();
    }
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from metric t join version v on v.id = t.version_id
                    join model m on m.id = v.model_id where m.name = :model
                    """)
                .param("model", model)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void aDraftIsRestoredAsADraft() {
    int number = draft(model);
    String version = path + "/versions/" + number;
    send("DELETE", version, ADMIN);
    assertThat(post(version + "/restore", "").json().path("status").asString()).isEqualTo("draft");
    assertThat(post(version + "/finalize", "{}").status()).isEqualTo(200);
  }

  @Test
  void aDeletedModelIsRestoredAsItWasButForWhatWasDeletedBefore() {
    int deleted = ready(model);
    int staged = ready(model);
    move(model, staged, "staging");
    alias("champion", staged);
    send("DELETE", path + "/versions/" + deleted, ADMIN);
    JsonNode before = get(path).json();
    assertThat(send("DELETE", path, ADMIN).status()).isEqualTo(204);
    assertThat(get(path).code()).isEqualTo("deleted");
    assertThat(post(path + "/versions/" + deleted + "/restore", "").code()).isEqualTo("deleted");

    Answer restored = post(path + "/restore", "");
    assertThat(restored.status()).as(restored.text()).isEqualTo(200);
    for (String same : List.of("stages", "aliases", "latestVersion", "createdAt", "tags"))
      assertThat(restored.json().path(same)).as(same).isEqualTo(before.path(same));
    assertThat(get(path + "/versions/" + deleted).code()).isEqualTo("deleted");
    assertThat(get("/api/v1/resolve/" + model + "@champion").status()).isEqualTo(200);
  }

  @Test
  void whatIsNotDeletedIsNeitherRestoredNorPurged() {
    int number = ready(model);
    for (String deed : List.of("/restore", "/purge")) {
      Answer ofModel = post(path + deed, "");
      assertThat(ofModel.status()).isEqualTo(409);
      assertThat(ofModel.code()).isEqualTo("not_deleted");
      assertThat(post(path + "/versions/" + number + deed, "").code()).isEqualTo("not_deleted");
      assertThat(post(path + "/versions/99" + deed, "").code()).isEqualTo("version_not_found");
      assertThat(post("/api/v1/models/nobody-ever" + deed, "").code()).isEqualTo("model_not_found");
    }
  }

  @Test
  void aPurgedVersionIsGoneForGoodAndItsBytesAreQueued() {
    int number = ready(model);
    String version = path + "/versions/" + number;
    post(version + "/metrics", "{\"metrics\":[{\"name\":\"a\",\"value\":1}]}");
    send("DELETE", version, ADMIN);
    Answer purged = post(version + "/purge", "");
    assertThat(purged.status()).as(purged.text()).isEqualTo(204);
    assertThat(get(version).status()).isEqualTo(410);
    assertThat(get(version).code()).isEqualTo("reclaimed");
    assertThat(queued(number)).as("its bytes go by the review queue").isEqualTo(1);
    Answer late = post(version + "/restore", "");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.json().path("detail").asString()).contains("reclaimed");
    assertThat(post(version + "/purge", "").status()).isEqualTo(409);
    assertThat(ready(model)).as("its number is not used again").isGreaterThan(number);
  }

  @Test
  void aDeletedNameIsTakenAgainAfterAPurgeAlone() {
    int number = ready(model);
    String body = "{\"name\":\"" + model.toUpperCase() + "\"}";
    send("DELETE", path, ADMIN);
    Answer refused = post("/api/v1/models", body);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("model_exists");
    assertThat(refused.json().path("detail").asString()).contains("/restore", "/purge", "deleted");
    Answer renamed =
        send(with("PATCH", "/api/v1/models/" + model("other"), "{\"name\":\"" + model + "\"}"));
    assertThat(renamed.code()).isEqualTo("model_exists");

    assertThat(post(path + "/purge", "").status()).isEqualTo(204);
    assertThat(queued(number)).isEqualTo(1);
    assertThat(get(path).code()).isEqualTo("model_not_found");
    assertThat(post(path + "/restore", "").code()).isEqualTo("model_not_found");
    assertThat(post("/api/v1/models", body).status()).isEqualTo(201);
    JsonNode anew = get(path).json();
    assertThat(anew.path("latestVersion").isNull()).isTrue();
    assertThat(get(path + "/timeline").json().path("items").size())
        .as("it starts bare")
        .isEqualTo(1);
    assertThat(
            jdbc.sql(
                    "select count(*) from audit_recorded where model = :name and action like 'model.%'")
                .param("name", model)
                .query(Integer.class)
                .single())
        .as("what was written stays: created, deleted, purged")
        .isEqualTo(3);
  }

  @Test
  void theTrashListsWhatTheCallerMayRestore() {
    int number = ready(model);
    send("DELETE", path + "/versions/" + number, ADMIN);
    String other = model("trash");
    send("DELETE", "/api/v1/models/" + other, ADMIN);
    String mine = token("admin", model);
    JsonNode list = send("GET", "/api/v1/trash", mine).json().path("items");
    assertThat(list.size()).isEqualTo(1);
    assertThat(list.at("/0/model").asString()).isEqualTo(model);
    assertThat(list.at("/0/version").asInt()).isEqualTo(number);
    assertThat(list.at("/0/deletedBy").asString()).isEqualTo("admin");
    JsonNode all = get("/api/v1/trash?limit=1").json();
    assertThat(all.at("/items/0/model").asString()).isEqualTo(other);
    assertThat(all.at("/items/0/version").isNull()).isTrue();
    JsonNode next = get("/api/v1/trash?limit=1&cursor=" + all.path("next").asString()).json();
    assertThat(next.at("/items/0/model").asString()).isEqualTo(model);
    post("/api/v1/models/" + other + "/restore", "");
    post(path + "/versions/" + number + "/restore", "");
    assertThat(send("GET", "/api/v1/trash", mine).json().path("items").size()).isZero();
    assertThat(send("GET", "/api/v1/trash", token("releaser", model)).status()).isEqualTo(403);
  }

  @Test
  void aRepeatedRestoreWithItsKeyIsAnsweredAsTheFirst() {
    send("DELETE", path, ADMIN);
    Answer first =
        send(with("POST", path + "/restore", "").header("Idempotency-Key", "k-" + model));
    Answer second =
        send(with("POST", path + "/restore", "").header("Idempotency-Key", "k-" + model));
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text()).isEqualTo(first.text());
  }

  private void alias(String name, int number) {
    Answer put = send(with("PUT", path + "/aliases/" + name, "{\"version\":" + number + "}"));
    assertThat(put.status()).as(put.text()).isBetween(200, 201);
  }

  /** How many blobs of the version's file wait for the collector. */
  private int queued(int number) {
    return jdbc.sql(
            """
            select count(*) from blob_deletion d join blob b on b.id = d.blob_id
            where b.sha256 = encode(sha256(convert_to(:bytes, 'UTF8')), 'hex')
            """)
        .param("bytes", "bytes of %s/%d".formatted(model, number))
        .query(Integer.class)
        .single();
  }
}
