package dev.roster.app.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.Rival;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reclaiming the bytes of versions that were retired for long, and what is told of them then. */
class RetentionTest extends AnnouncedModel {
  private static final String RUNS = "/api/v1/retention/runs";

  private String model = "";

  @BeforeEach
  void aModelWithRetention() {
    model = model("kept");
    bind(model, "{\"edges\":[],\"retention\":{\"keepLast\":1,\"reclaimRetiredAfter\":\"P90D\"}}");
  }

  /** A version that has been retired for so many days. */
  private int retired(int days) {
    int number = ready(model);
    assertThat(move(model, number, "retired").status()).isEqualTo(201);
    jdbc.sql(
            """
            update version set staged_at = staged_at - make_interval(days => :days)
            where number = :number and model_id = (select id from model where name = :model)
            """)
        .param("days", days)
        .param("number", number)
        .param("model", model)
        .update();
    return number;
  }

  private JsonNode run(boolean dry) {
    Answer ran = post(RUNS + "?dryRun=" + dry, "");
    assertThat(ran.status()).as(ran.text()).isEqualTo(dry ? 200 : 201);
    return ran.json();
  }

  /** What a run says of this model. */
  private List<String> of(JsonNode list) {
    return list.valueStream()
        .filter(item -> item.path("model").asString().equals(model))
        .map(item -> item.path("version").asInt() + " " + item.path("why").asString())
        .toList();
  }

  private static void isReclaimed(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(410);
    assertThat(answer.code()).isEqualTo("reclaimed");
  }

  private String url(int number) {
    return version(model, number);
  }

  @Test
  void aVersionThatWasRetiredForLongerIsReclaimedAndItsTombstoneToldWhereBytesAreAskedFor() {
    int old = retired(91);
    int young = retired(89);
    ready(model); // the newest
    JsonNode before = get(url(old)).json();
    String manifest = get(url(old) + "/manifest").text();

    JsonNode dry = run(true);
    assertThat(of(dry.path("items")))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(old + " retired since");
    assertThat(get("/api/v1/resolve/" + model + "/" + old).status()).isEqualTo(200);
    JsonNode ran = run(false);
    assertThat(ran.path("items")).isEqualTo(dry.path("items"));
    assertThat(of(run(false).path("items"))).isEmpty();

    for (String asked :
        List.of("/artifacts", "/artifacts/model.bin", "/artifacts/never.bin", "/archive")) {
      Answer gone = get(url(old) + asked);
      isReclaimed(gone);
      JsonNode tombstone = gone.json().path("tombstone");
      assertThat(tombstone.path("digest")).isEqualTo(before.path("digest"));
      assertThat(tombstone.path("createdAt")).isEqualTo(before.path("createdAt"));
      assertThat(tombstone.path("by").asString()).isEqualTo("admin");
      assertThat(tombstone.path("why").asString()).contains("P90D");
      assertThat(tombstone.path("reclaimedAt").asString()).isNotEmpty();
    }
    isReclaimed(get("/api/v1/resolve/" + model + "/" + old));
    assertThat(send("HEAD", url(old) + "/artifacts/model.bin", ADMIN).status()).isEqualTo(410);

    // all else stays
    JsonNode after = get(url(old)).json();
    assertThat(after.path("status").asString()).isEqualTo("reclaimed");
    assertThat(after.path("stage").asString()).isEqualTo("retired");
    assertThat(after.path("digest")).isEqualTo(before.path("digest"));
    assertThat(after.path("size")).isEqualTo(before.path("size"));
    assertThat(get(url(old) + "/manifest").text()).isEqualTo(manifest);
    for (String told : List.of("/card", "/bom", "/pack"))
      assertThat(get(url(old) + told).status()).as(told).isEqualTo(200);
    assertThat(get(url(old) + "/transitions").json().path("items").size()).isEqualTo(1);
    JsonNode found =
        get("/api/v1/models/" + model + "/versions?filter=status%20=%20reclaimed").json();
    assertThat(found.path("items").size()).isEqualTo(1);
    assertThat(get("/api/v1/models/" + model + "/versions").json().path("items").size())
        .isEqualTo(3);
    assertThat(get(url(young) + "/artifacts/model.bin").status()).isEqualTo(200);
    assertThat(actions(model)).containsOnlyOnce("version.reclaimed");
    String compared = "/api/v1/models/" + model + "/compare?versions=" + old + "," + young;
    assertThat(get(compared).status()).as(get(compared).text()).isEqualTo(200);
  }

  @Test
  void aReclaimedVersionServesNoMore() {
    int old = retired(91);
    ready(model);
    run(false);
    for (String to : List.of("staging", "production", "none"))
      assertThat(move(model, old, to).code()).isEqualTo("version_not_ready");
    assertThat(
            post(url(old) + "/transitions", "{\"to\":\"staging\",\"reason\":\"r\",\"dryRun\":true}")
                .json()
                .path("allowed")
                .asBoolean(true))
        .isFalse();
    isReclaimed(
        send(with("PUT", "/api/v1/models/" + model + "/aliases/old", "{\"version\":" + old + "}")));
    int draft = draft(model);
    Answer copied =
        post(
            url(draft) + "/artifacts",
            """
            {"path":"copy.bin","copyFrom":{"model":"%s","version":%d,"path":"model.bin"}}"""
                .formatted(model, old));
    isReclaimed(copied);
    assertThat(copied.json().path("tombstone").path("by").asString()).isEqualTo("admin");
    isReclaimed(
        send(to(url(old) + "/artifacts/model.bin", ADMIN).PUT(BodyPublishers.ofString("again"))));
    isReclaimed(post(url(old) + "/uploads", "{\"path\":\"big.bin\",\"size\":1}"));
    assertThat(
            send(with("PUT", url(old) + "/baseline", "{\"artifact\":\"reference.parquet\"}"))
                .status())
        .isEqualTo(410);
    assertThat(send(with("PATCH", url(old), "{\"description\":\"was good\"}")).status())
        .isEqualTo(200);
    // the same bytes can be uploaded again
    String bytes = "reclaimed and uploaded again";
    assertThat(
            send(to(url(draft) + "/artifacts/again.bin", ADMIN).PUT(BodyPublishers.ofString(bytes)))
                .status())
        .isEqualTo(201);
  }

  @Test
  void aVersionThatWasInProductionIsNotRolledBackToOnceReclaimed() {
    int old = ready(model);
    for (String stage : List.of("staging", "production")) move(model, old, stage);
    int next = ready(model);
    for (String stage : List.of("staging", "production")) move(model, next, stage);
    move(model, old, "retired");
    jdbc.sql(
            """
            update version set staged_at = staged_at - interval '91 days'
            where number = :number and model_id = (select id from model where name = :model)
            """)
        .param("number", old)
        .param("model", model)
        .update();
    assertThat(of(run(false).path("items"))).hasSize(1);
    assertThat(post("/api/v1/models/" + model + "/rollback", "{\"reason\":\"r\"}").code())
        .isEqualTo("nothing_to_roll_back_to");
    assertThat(
            post("/api/v1/models/" + model + "/rollback", "{\"reason\":\"r\",\"to\":" + old + "}")
                .code())
        .isEqualTo("version_not_ready");
    assertThat(stage(model, next)).isEqualTo("production");
  }

  @Test
  void bytesThatAnotherVersionHasStay() {
    int old = retired(91);
    int copy = draft(model);
    post(
        url(copy) + "/artifacts",
        """
        {"path":"copy.bin","copyFrom":{"model":"%s","version":%d,"path":"model.bin"}}"""
            .formatted(model, old));
    String bytes = get(url(old) + "/artifacts/model.bin").text();
    assertThat(of(run(false).path("items"))).hasSize(1);
    jdbc.sql("update blob_deletion set queued_at = queued_at - interval '10 years'").update();
    run("artifact-sweep");
    assertThat(get(url(copy) + "/artifacts/copy.bin").text()).isEqualTo(bytes);
  }

  @Test
  void bytesThatNothingElseHasGoByTheReviewQueue() {
    int old = retired(91);
    ready(model);
    String key =
        jdbc.sql(
                """
                select b.key from artifact a join blob b on b.id = a.blob_id
                join version v on v.id = a.version_id join model m on m.id = v.model_id
                where m.name = :model and v.number = :number
                  and not exists (select from artifact o where o.blob_id = b.id and o.version_id <> v.id)
                limit 1
                """)
            .param("model", model)
            .param("number", old)
            .query(String.class)
            .optional()
            .orElse("");
    run(false);
    if (key.isEmpty()) return; // another test has the same bytes
    assertThat(
            jdbc.sql("select count(*) from blob_deletion where key = :key")
                .param("key", key)
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void itSparesTheNewestTheAliasedTheHeldAndTheParentsOfProduction() {
    int aliased = retired(91);
    int held = retired(91);
    int parent = retired(91);
    int grandchild = ready(model);
    int reclaimed = retired(91);
    send(with("PUT", "/api/v1/models/" + model + "/aliases/old", "{\"version\":" + aliased + "}"));
    send(with("PUT", url(held) + "/hold", "{\"reason\":\"litigation\"}"));
    String other = model("child");
    int child = client().existing(other).version(parents(model, parent)).number();
    int heir =
        client()
            .existing(other)
            .version(parents(other, child))
            .with("m.bin", other)
            .ready()
            .number();
    move(other, heir, "staging");
    move(other, heir, "production");
    int newest = retired(91);

    JsonNode ran = run(false);
    assertThat(of(ran.path("spared")))
        .containsExactly(
            aliased + " aliased", held + " held", parent + " lineage", newest + " newest");
    assertThat(of(ran.path("items"))).hasSize(1).first().asString().startsWith(reclaimed + " ");
    assertThat(grandchild).isPositive();

    send("DELETE", url(held) + "/hold", ADMIN);
    send("DELETE", "/api/v1/models/" + model + "/aliases/old", ADMIN);
    move(other, heir, "staging");
    assertThat(of(run(false).path("items"))).hasSize(3);
  }

  private static String parents(String model, int version) {
    return "{\"lineage\":{\"parents\":[{\"model\":\"%s\",\"version\":%d}]}}"
        .formatted(model, version);
  }

  @Test
  void withoutRetentionInThePolicyNothingIsReclaimed() {
    int old = retired(10_000);
    ready(model);
    bind(model, "{\"edges\":[],\"drain\":\"P7D\"}");
    run(false);
    assertThat(get(url(old) + "/archive").status()).isEqualTo(200);
    send(with("PUT", "/api/v1/models/" + model + "/policy", "{\"policy\":null}"));
    run(false);
    assertThat(get(url(old) + "/archive").status()).isEqualTo(200);
  }

  @Test
  void modelsAndVersionsInTheTrashAreLeftToIt() {
    int old = retired(91);
    retired(91);
    ready(model);
    send("DELETE", url(old), ADMIN);
    assertThat(of(run(true).path("items"))).hasSize(1);
    send("DELETE", "/api/v1/models/" + model, ADMIN);
    assertThat(of(run(true).path("items"))).isEmpty();
  }

  @Test
  void aReclaimedVersionIsDeletedRestoredAndPurged() {
    int old = retired(91);
    ready(model);
    run(false);
    assertThat(send("DELETE", url(old), ADMIN).status()).isEqualTo(204);
    assertThat(get(url(old)).code()).isEqualTo("deleted");
    assertThat(post(url(old) + "/restore", "").json().path("status").asString())
        .isEqualTo("reclaimed");
    isReclaimed(get(url(old) + "/archive"));
    send("DELETE", url(old), ADMIN);
    assertThat(post(url(old) + "/purge", "").status()).isEqualTo(204);
    isReclaimed(get(url(old)));
  }

  @Test
  void aRequestAboutItIsVoid() {
    int old = retired(91);
    ready(model);
    String request =
        post(url(old) + "/requests", "{\"to\":\"staging\"}").json().path("id").asString();
    run(false);
    assertThat(get("/api/v1/requests/" + request).json().path("state").asString())
        .isEqualTo("void");
  }

  @Test
  void itRunsByItselfOnceADay() {
    int old = retired(91);
    ready(model);
    jdbc.sql("update retention_run set begun_at = begun_at - interval '25 hours'").update();
    run("retention");
    isReclaimed(get(url(old) + "/archive"));
    assertThat(get(url(old) + "/archive").json().path("tombstone").path("by").asString())
        .isEqualTo("system");
    int next = retired(91);
    ready(model);
    run("retention");
    assertThat(get(url(next) + "/archive").status()).as("the day is not over").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=-1", "limit=x", "dryRun=maybe", "x=1"})
  void anOddRunIsRefused(String query) {
    assertThat(post(RUNS + "?" + query, "").status()).isEqualTo(400);
  }

  @Test
  void aRunIsBoundedAndSaysThatThereIsMore() {
    retired(91);
    retired(91);
    ready(model);
    JsonNode first = post(RUNS + "?limit=1", "").json();
    assertThat(first.path("items").size()).isEqualTo(1);
    assertThat(first.path("more").asBoolean()).isTrue();
    while (post(RUNS + "?limit=1", "").json().path("items").size() > 0) {}
    assertThat(get(url(1) + "/archive").code()).isEqualTo("reclaimed");
    assertThat(get(url(2) + "/archive").code()).isEqualTo("reclaimed");
  }

  @ParameterizedTest
  @CsvSource({"admin,%s", "releaser,*", "contributor,*", "reader,*"})
  void onlyWhoMayDeleteEverywhereRunsIt(String role, String models) {
    String token = token(role, models.formatted(model));
    for (String query : List.of("?dryRun=true", ""))
      assertThat(call("POST", RUNS + query, "", token).code()).isEqualTo("forbidden");
  }

  @Test
  void aRunWithAKeyThatIsRepeatedHasOneAnswer() {
    retired(91);
    retired(91);
    ready(model);
    String key = unique("run");
    Answer first =
        send(to(RUNS, ADMIN).header("Idempotency-Key", key).POST(BodyPublishers.noBody()));
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(of(first.json().path("items"))).hasSize(2);
    Answer again =
        send(to(RUNS, ADMIN).header("Idempotency-Key", key).POST(BodyPublishers.noBody()));
    assertThat(again.text()).isEqualTo(first.text());
  }

  /** Whoever holds the model's lock first wins, and the run judges again what it finds then. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into hold (version_id, reason, placed_at, placed_by) values (%s, 'r', now(), 'x')",
        "insert into alias (model_id, name, version_id, updated_at, updated_by) select model_id, 'late', id, now(), 'x' from version where id = %s",
        "update version set stage = 'staging' where id = %s",
        "update version set status = 'deleted', deleted_at = now() where id = %s"
      })
  void whatIsHeldAliasedOrMovedMeanwhileIsNotReclaimed(String change) throws Exception {
    int old = retired(91);
    ready(model);
    long id =
        jdbc.sql(
                """
                select v.id from version v join model m on m.id = v.model_id
                where m.name = :model and v.number = :number
                """)
            .param("model", model)
            .param("number", old)
            .query(Long.class)
            .single();
    JsonNode ran;
    try (Rival rival = new Rival(jdbc)) {
      rival.run("select from model where name = '" + model + "' for no key update");
      rival.run(change.formatted(id));
      ran = rival.commitBefore(() -> run(false));
    }
    assertThat(of(ran.path("items"))).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from artifact where version_id = :id")
                .param("id", id)
                .query(Long.class)
                .single())
        .isPositive();
  }
}
