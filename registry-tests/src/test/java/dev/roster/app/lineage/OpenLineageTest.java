package dev.roster.app.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.lineage.KeptEvents;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Events by the real client, {@code lineage/openlineage_events.py}. */
class OpenLineageTest extends LineageCalls {
  private static final String DATA = "md5:77ea65750856501db1549c276e42afd7";
  @Autowired private KeptEvents keptEvents;
  private String model, run;

  @BeforeEach
  void register() {
    model = model("runs");
    run = UUID.randomUUID().toString();
  }

  /** An event of the client, of this test's run. */
  private String event(String name, Consumer<ObjectNode> change) {
    ObjectNode event =
        (ObjectNode)
            JSON.readTree(
                new String(FileLineageTest.resource("openlineage/" + name + ".json"), UTF_8));
    ((ObjectNode) event.get("run")).put("runId", run);
    change.accept(event);
    return event.toString();
  }

  private String event(String name) {
    return event(name, e -> {});
  }

  private static Consumer<ObjectNode> of(String model, Integer version) {
    return event -> {
      ObjectNode facet = event.withObject("/run/facets/roster_version");
      facet.put("_producer", "https://example.org").put("_schemaURL", "https://example.org/f.json");
      facet.put("model", model);
      if (version != null) facet.put("version", version);
    };
  }

  private Answer take(String event) {
    return post("/api/v1/lineage", event);
  }

  private JsonNode kept() {
    Answer answer = get("/api/v1/models/" + model + "/runs/" + run);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void aRunIsTakenFromItsFirstEventToItsLast() {
    Answer start = take(event("start", of(model, null)));
    assertThat(start.status()).as(start.text()).isEqualTo(201);
    assertThat(start.header("Location")).isEqualTo("/api/v1/models/" + model + "/runs/" + run);
    assertThat(kept().path("state").asString()).isEqualTo("start");
    assertThat(take(event("running")).status()).isEqualTo(201);
    int version = draft(model);
    Answer complete = take(event("complete", of(model, version)));
    assertThat(complete.status()).as(complete.text()).isEqualTo(201);

    JsonNode kept = kept();
    assertThat(kept).isEqualTo(complete.json().path("runs").path(0));
    assertThat(kept.path("state").asString()).isEqualTo("complete");
    assertThat(kept.path("startedAt").asString()).isEqualTo("2026-03-03T14:00:00Z");
    assertThat(kept.path("endedAt").asString()).isEqualTo("2026-03-03T14:09:30Z");
    assertThat(kept.path("job").path("name").asString()).isEqualTo("train_housing.fit");
    assertThat(kept.path("versions").toString()).isEqualTo("[" + version + "]");
    assertThat(kept.path("inputs").path(0).path("digest").asString()).isEqualTo(DATA);
    assertThat(kept.path("inputs").path(0).path("source").asString()).isEqualTo("s3://lake");
    assertThat(kept.path("inputs").path(0).path("fields").size()).isEqualTo(2);
    assertThat(kept.path("outputs").path(0).path("name").asString()).isEqualTo("features/2020");

    JsonNode graph = graph(model, version, "?direction=upstream");
    String id = "run:" + model + "/" + run;
    assertThat(edges(graph))
        .containsExactlyInAnyOrder(
            id + " > version:" + model + "/" + version + " (run)",
            "dataset:" + DATA + " > " + id + " (input)");
    assertThat(texts(graph.path("nodes"), "name")).contains("train_housing.fit", "housing/2020");
    JsonNode use =
        stream(get("/api/v1/datasets/" + DATA + "/versions?limit=200").json().path("items"))
            .filter(item -> item.path("model").asString().equals(model))
            .findFirst()
            .orElseThrow();
    assertThat(use.path("roles").toString()).isEqualTo("[\"input\"]");
    assertThat(get("/api/v1/models/" + model + "/runs").json().path("items").size()).isEqualTo(1);
  }

  @Test
  void aVersionThatNamesTheRunTiesIt() {
    int version = made(model, "{\"run\":{\"system\":\"airflow\",\"id\":\"%s\"}}".formatted(run));
    Answer taken = take(event("complete"));
    assertThat(taken.status()).as(taken.text()).isEqualTo(201);
    assertThat(kept().path("versions").toString()).isEqualTo("[" + version + "]");
    int later =
        made(
            model, "{\"run\":{\"system\":\"airflow\",\"id\":\"%s\"}}".formatted(run.toUpperCase()));
    assertThat(kept().path("versions").toString()).isEqualTo("[" + version + "," + later + "]");
  }

  @Test
  void anOutputMayNameTheVersion() {
    int version = draft(model);
    Answer taken =
        take(
            event(
                "complete",
                e ->
                    e.withArray("/outputs")
                        .addObject()
                        .put("namespace", "roster")
                        .put("name", model + "/" + version)));
    assertThat(taken.status()).as(taken.text()).isEqualTo(201);
    assertThat(kept().path("versions").toString()).isEqualTo("[" + version + "]");
    assertThat(kept().path("outputs").size()).isEqualTo(1);
  }

  @Test
  void theOrderAndTheNumberOfEventsDoNotMatter() {
    List<String> events =
        List.of(
            event("start", of(model, null)),
            event("running", of(model, null)),
            event("fail", of(model, null)),
            event("complete", of(model, null)));
    events.forEach(this::take);
    JsonNode wanted = kept();
    for (int round = 0; round < 6; round++) {
      String first = run;
      run = UUID.randomUUID().toString();
      List<String> some = new ArrayList<>();
      for (String event : events) some.addAll(List.of(event, event));
      Collections.shuffle(some, new Random(round));
      some.forEach(event -> take(event.replace(first, run)));
      assertThat(kept().toString().replace(run, first)).isEqualTo(wanted.toString());
      run = first;
    }
  }

  @Test
  void theSameEventTwiceHasOneEffect() throws Exception {
    String event = event("complete", of(model, draft(model)));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> calls = Collections.nCopies(16, () -> take(event).status());
      List<Integer> statuses = new ArrayList<>();
      for (var one : pool.invokeAll(calls)) statuses.add(one.get());
      assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
    } finally {
      pool.shutdownNow();
    }
    assertThat(
            stream(get("/api/v1/audit?model=" + model).json().path("items"))
                .filter(e -> e.path("action").asString().equals("run.recorded")))
        .hasSize(1);
  }

  @Test
  void eventsOfOneMomentAllCount() throws Exception {
    take(event("start", of(model, null)));
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String name = "/data/" + i;
      String event =
          event(
              "running",
              e -> e.putArray("inputs").addObject().put("namespace", "file").put("name", name));
      calls.add(() -> take(event).status());
    }
    ExecutorService pool = Executors.newFixedThreadPool(12);
    try {
      for (var one : pool.invokeAll(calls)) assertThat(one.get()).isEqualTo(201);
    } finally {
      pool.shutdownNow();
    }
    assertThat(kept().path("inputs").size()).isEqualTo(25);
  }

  @Test
  void onlyContributorsOfTheModelSayWhatMadeIt() {
    int version = draft(model);
    String event = event("complete", of(model, version));
    String other = token("contributor", model("beside"));
    assertThat(as(token("reader", model), event).status()).isEqualTo(403);
    Answer hidden = as(other, event);
    Answer never = as(other, event("complete", of("never-there", version)));
    assertThat(hidden.status()).as(hidden.text()).isEqualTo(400);
    assertThat(hidden.json().path("errors")).isEqualTo(never.json().path("errors"));
    assertThat(as(token("contributor", model), event).status()).isEqualTo(201);
    // whoever knows the run's id, but not the model, adds nothing to it
    assertThat(as(other, event("fail")).status()).isEqualTo(202);
    keptEvents.run();
    assertThat(kept().path("state").asString()).isEqualTo("complete");
    assertThat(send("GET", "/api/v1/models/" + model + "/runs/" + run, other).status())
        .isEqualTo(404);
    assertThat(get("/api/v1/models/" + model + "/runs/" + UUID.randomUUID()).code())
        .isEqualTo("run_not_found");
    assertThat(get("/api/v1/models/" + model + "/runs/4711").code()).isEqualTo("run_not_found");
  }

  private Answer as(String token, String event) {
    return send(
        to("/api/v1/lineage", token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/eventTime|\"yesterday\"|/eventTime",
        "/eventTime|null|/eventTime",
        "/eventType|\"DONE\"|/eventType",
        "/producer|null|/producer",
        "/schemaURL|7|/schemaURL",
        "/run/runId|\"4711\"|/run/runId",
        "/run/facets/roster_version|7|/run/facets/roster_version",
        "/run/facets/roster_version/version|-1|/run/facets/roster_version/version",
        "/run/facets/roster_version/version|999|/run/facets/roster_version",
        "/run/facets/roster_version/model|\"a b\"|/run/facets/roster_version/model",
        "/job/name|null|/job/name",
        "/job/namespace|\"\"|/job/namespace",
        "/inputs|{}|/inputs",
        "/inputs/0/name|null|/inputs/0/name",
        "/inputs/0/facets|[]|/inputs/0/facets",
        "/inputs/0/facets/version/datasetVersion|7|/inputs/0/facets/version/datasetVersion",
        "/inputs/0/facets/schema/fields|{}|/inputs/0/facets/schema/fields",
      })
  void aFaultyFieldIsNamed(String at, String value, String pointer) {
    Answer refused =
        take(
            event(
                "running",
                e -> {
                  of(model, null).accept(e);
                  int slash = at.lastIndexOf('/');
                  ((ObjectNode) e.at(at.substring(0, slash)))
                      .set(at.substring(slash + 1), JSON.readTree(value));
                }));
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.json().path("errors").path(0).path("pointer").asString()).isEqualTo(pointer);
  }

  @Test
  void facetsAndFieldsThatNobodyKnowsMayBeThere() {
    Answer taken =
        take(
            event(
                "complete",
                e -> {
                  of(model, null).accept(e);
                  e.withObject("/run/facets/acme_gpu").put("hours", 7).putArray("x").add(1);
                  e.withObject("/job/facets/acme").put("a", true);
                  e.withObject("/inputs/0").put("acmeOwner", "me");
                  e.put("acmeTenant", 7);
                  e.withObject("/inputs/0/facets/acme").put("_deleted", true);
                }));
    assertThat(taken.status()).as(taken.text()).isEqualTo(201);
    assertThat(taken.text()).doesNotContain("acme");
  }

  @Test
  void moreDataThanIsKeptIsRefused() {
    Consumer<ObjectNode> many =
        e -> {
          of(model, null).accept(e);
          var inputs = e.putArray("inputs");
          for (int i = 0; i < 1_001; i++)
            inputs.addObject().put("namespace", "file").put("name", "/d/" + i);
        };
    Answer refused = take(event("running", many));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/inputs");
  }
}
