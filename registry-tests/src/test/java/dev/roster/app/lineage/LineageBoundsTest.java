package dev.roster.app.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What lineage takes, and gives back, at most. */
class LineageBoundsTest extends LineageCalls {
  private String model, run;

  @BeforeEach
  void register() {
    model = model("bounds");
    run = UUID.randomUUID().toString();
  }

  private ObjectNode event() {
    ObjectNode event = JSON.createObjectNode();
    event.put("eventTime", "2026-01-05T09:00:00Z").put("producer", "p").put("schemaURL", "s");
    event.putObject("run").put("runId", run);
    event.putObject("job").put("namespace", "n").put("name", "j");
    return event;
  }

  private ObjectNode ofModel() {
    ObjectNode event = event();
    event.withObject("/run/facets/roster_version").put("model", model);
    return event;
  }

  private static ObjectNode data(ObjectNode event, String name, int fields) {
    ObjectNode data = event.withArray("inputs").addObject();
    data.put("namespace", "file").put("name", name);
    ArrayNode columns = data.withObject("/facets/schema").putArray("fields");
    for (int i = 0; i < fields; i++) columns.addObject().put("name", i + "x".repeat(1_000));
    return event;
  }

  private Answer take(ObjectNode event) {
    return post("/api/v1/lineage", event.toString());
  }

  private JsonNode listed(String query) {
    return get("/api/v1/models/" + model + "/runs" + query).json();
  }

  @Test
  void allThatEventsSayOfARunIsBounded() {
    assertThat(take(data(ofModel(), "a", 600)).status()).isEqualTo(201);
    Answer refused = take(data(event(), "b", 600));
    assertThat(refused.status()).as(refused.text()).isEqualTo(413);
    assertThat(refused.code()).isEqualTo("too_large");
    assertThat(listed("").at("/items/0/inputs").size()).isEqualTo(1);
  }

  @Test
  void listsOfRunsLeaveOutFieldsAndEndWhereTheyAreLong() {
    for (int i = 0; i < 13; i++) {
      run = UUID.randomUUID().toString();
      take(data(ofModel(), "a" + i, 900));
    }
    JsonNode page = listed("?limit=200");
    assertThat(page.path("items").size()).isBetween(5, 11);
    assertThat(page.at("/items/0/inputs/0/name").asString()).isEqualTo("a12");
    assertThat(page.at("/items/0/inputs/0/fields").isArray()).isFalse();
    JsonNode rest = listed("?limit=200&cursor=" + page.path("next").asString());
    assertThat(page.path("items").size() + rest.path("items").size()).isEqualTo(13);
    assertThat(rest.path("next").isString()).isFalse();
    assertThat(get("/api/v1/models/" + model + "/runs/" + run).json().at("/inputs/0/fields").size())
        .isEqualTo(900);
  }

  @Test
  void numbersInForeignFacetsMayBeOfAnySize() {
    ObjectNode event = ofModel();
    event.withObject("/job/facets/acme/deep").put("bytes", Long.MAX_VALUE);
    data(event, "a", 0).withObject("/inputs/0/inputFacets/acme").put("bytes", Long.MAX_VALUE);
    assertThat(take(event).status()).isEqualTo(201);
    assertThat(take(event().put("eventType", Long.MAX_VALUE)).status()).isEqualTo(400);
  }

  /** A hundred others come before it, of whom the caller knows nothing. */
  @Test
  void whoMayDescribeOneOfManyModelsOfARunIsHeard() {
    String prefix = "before-" + run;
    jdbc.sql(
            """
            with hidden as (insert into model (name, created_at, created_by, updated_at)
              select :prefix || n, now(), 'test', now() from generate_series(1, 101) n returning id),
            node as (insert into lineage_node (kind, key)
              select 'run', id || ':' || :run from hidden returning id, key)
            insert into lineage_run (node_id, model_id, run_id, state, state_at, last_event_at, job_namespace,
              job_name, producer, data, received_at)
            select id, split_part(key, ':', 1)::bigint, :run::uuid, 'start', now(), now(), 'n', 'j', 'p',
              '{"inputs":[],"outputs":[]}', now() from node""")
        .param("prefix", prefix)
        .param("run", run)
        .update();
    String last = model("last");
    made(last, "{\"run\":{\"id\":\"" + run + "\"}}");
    Answer taken =
        send(
            to("/api/v1/lineage", token("contributor", last))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(event().toString())));
    assertThat(taken.status()).as(taken.text()).isEqualTo(201);
    assertThat(taken.json().at("/runs/0/model").asString()).isEqualTo(last);
  }

  @Test
  void whatAPurgedModelSaidIsGone() {
    String digest = sha256();
    int base = draft(model("kept"));
    String kept =
        jdbc.sql("select name from model order by id desc limit 1").query(String.class).single();
    String made =
        "{\"parents\":[%s],\"datasets\":[%s]}"
            .formatted(parent(kept, base), data("hush", "training", digest));
    made(model, made);
    assertThat(get("/api/v1/datasets/" + digest + "/lineage").status()).isEqualTo(200);
    assertThat(ids(graph(kept, base, ""))).hasSize(2);
    jdbc.sql("update model set deleted_at = now() where name = :name")
        .param("name", model)
        .update();
    assertThat(get("/api/v1/datasets/" + digest + "/lineage").status()).isEqualTo(404);
    assertThat(get("/api/v1/datasets?name=hush").text()).doesNotContain(digest);
    assertThat(ids(graph(kept, base, ""))).hasSize(2);
    jdbc.sql("update model set purged_at = now() where name = :name").param("name", model).update();
    assertThat(get(path(kept, base) + "/lineage").text()).doesNotContain(model);
  }

  @Test
  void aWalkThatTakesTooLongSaysHowToAskForLess() throws SQLException {
    int version = made(model, "{\"datasets\":[%s]}".formatted(data("d", "t", sha256())));
    try (Connection lock = DATABASE.dataSource().getConnection()) {
      lock.setAutoCommit(false);
      lock.createStatement().execute("lock table lineage_edge in access exclusive mode");
      for (String call : new String[] {path(model, version) + "/lineage", "/api/v1/datasets"}) {
        Answer over = get(call);
        assertThat(over.status()).as(over.text()).isEqualTo(422);
        assertThat(over.code()).isEqualTo("search_too_broad");
        assertThat(over.json().path("detail").asString()).contains("longer than 2 s");
      }
      lock.rollback();
    }
    assertThat(graph(model, version, "").path("nodes").size()).isEqualTo(2);
  }
}
