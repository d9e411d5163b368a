package dev.roster.app.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who uses a version, and the gate that keeps an announced one until nobody does. */
class DrainTest extends AnnouncedModel {
  private String model = "";
  private String name = "";
  private String batch = "";

  @BeforeEach
  void aConsumer() {
    model = model("drained");
    ready(model);
    move(model, 1, "staging");
    name = unique("batch-eu");
    batch = named(name, "reader", model);
  }

  private Answer resolve(String selector, String token) {
    Answer told = send(to("/api/v1/resolve/" + model + selector, token));
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    return told;
  }

  private JsonNode consumers() {
    return get(version(model, 1) + "/consumers").json().path("items");
  }

  private long stored() {
    return jdbc.sql(
            """
            select coalesce(sum(resolves), 0) from consumer c join version v on v.id = c.version_id
            join model m on m.id = v.model_id where m.name = :model
            """)
        .param("model", model)
        .query(Long.class)
        .single();
  }

  @Test
  void resolvesAndDownloadsAreCountedForEachToken() {
    String etag = resolve("@staging", batch).header("ETag");
    resolve("@staging", batch); // from the cache
    resolve("/1", batch);
    assertThat(
            send(to("/api/v1/resolve/" + model + "@staging", batch).header("If-None-Match", etag))
                .status())
        .isEqualTo(304);
    assertThat(send(to(version(model, 1) + "/artifacts/model.bin", batch)).status()).isEqualTo(200);
    assertThat(send(to(version(model, 1) + "/archive", batch)).status()).isEqualTo(200);
    send("HEAD", version(model, 1) + "/artifacts/model.bin", batch);
    send(to(version(model, 1), batch)); // reads facts, not bytes
    resolve("/1", ADMIN);

    JsonNode found = consumers();
    assertThat(texts(found, "name")).containsExactly("admin", name);
    assertThat(found.path(1).path("resolves").asLong()).isEqualTo(6);
    assertThat(found.path(1).path("downloads").asLong()).isEqualTo(2);
    assertThat(found.path(0).path("resolves").asLong()).isEqualTo(1);
    assertThat(found.path(1).path("lastResolvedAt").asString()).isNotEmpty();

    Answer page = get(version(model, 1) + "/consumers?limit=1");
    assertThat(texts(page.json().path("items"), "name")).containsExactly("admin");
    String next = page.json().path("next").asString();
    assertThat(
            texts(
                get(version(model, 1) + "/consumers?limit=1&cursor=" + next).json().path("items"),
                "name"))
        .containsExactly(name);
  }

  @Test
  void aResolveWritesNothingUntilTheJobAddsWhatWasCounted() {
    for (int i = 0; i < 5; i++) resolve("@staging", batch);
    assertThat(stored()).isZero();
    run("consumer-storing");
    assertThat(stored()).isEqualTo(5);
    run("consumer-storing");
    resolve("/1", batch);
    run("consumer-storing");
    assertThat(stored()).isEqualTo(6);
  }

  @Test
  void nothingThatIsCountedAtOnceIsLost() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      Callable<Void> resolving =
          () -> {
            for (int i = 0; i < 25; i++) {
              resolve("@staging", batch);
              if (i % 10 == 0) run("consumer-storing");
            }
            return null;
          };
      for (var done : callers.invokeAll(List.of(resolving, resolving, resolving, resolving)))
        done.get();
    } finally {
      callers.shutdown();
    }
    run("consumer-storing");
    assertThat(stored()).isEqualTo(100);
  }

  @Test
  void anAnnouncedVersionIsRetiredOnceNobodyResolvesItForTheDrain() {
    bind(model, "{\"edges\":[],\"drain\":\"P7D\"}");
    announce(model, 1);
    resolve("/1", batch);
    age(model, 1, "2 hours");

    Answer refused = move(model, 1, "retired");
    assertThat(refused.code()).isEqualTo("gate_failed");
    String blocker = name + " resolved it 2 h ago; drain is P7D";
    assertThat(texts(refused.json().path("errors"), "pointer")).containsExactly("/gates/drained");
    assertThat(texts(refused.json().path("errors"), "detail")).containsExactly(blocker);
    JsonNode read = get(retirement(model, 1)).json();
    assertThat(read.path("drained").asBoolean()).isFalse();
    assertThat(read.path("blockers").path(0).asString()).isEqualTo(blocker);
    assertThat(read.path("consumers").path(0).path("name").asString()).isEqualTo(name);
    assertThat(read.path("deployments").isEmpty()).isTrue();
    Answer dry =
        post(
            version(model, 1) + "/transitions",
            "{\"to\":\"retired\",\"reason\":\"r\",\"dryRun\":true}");
    assertThat(dry.json().path("allowed").asBoolean(true)).isFalse();

    age(model, 1, "7 days");
    assertThat(get(retirement(model, 1)).json().path("drained").asBoolean()).isTrue();
    Answer moved = move(model, 1, "retired");
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
    assertThat(texts(moved.json().path("evidence"), "gate")).contains("drained");
    assertThat(moved.text()).contains("nobody resolved it for P7D");
  }

  @Test
  void aUseThatIsNotStoredYetKeepsTheVersionToo() {
    announce(model, 1);
    resolve("/1", batch);
    assertThat(stored()).isZero();
    Answer refused = move(model, 1, "retired");
    assertThat(refused.code()).isEqualTo("gate_failed");
    assertThat(refused.text()).contains(name).contains("drain is PT1M");
    age(model, 1, "1 minute");
    assertThat(move(model, 1, "retired").status()).isEqualTo(201);
  }

  @Test
  void aVersionThatIsNotAnnouncedMovesAsBefore() {
    bind(model, "{\"edges\":[],\"drain\":\"P7D\"}");
    resolve("/1", batch);
    Answer moved = move(model, 1, "retired");
    assertThat(moved.status()).isEqualTo(201);
    assertThat(texts(moved.json().path("evidence"), "gate")).doesNotContain("drained");
  }

  @Test
  void anAnnouncedVersionMovesElsewhereAndIsForcedOutAsAnyOther() {
    announce(model, 1);
    resolve("/1", batch);
    assertThat(move(model, 1, "production").status()).isEqualTo(201);
    Answer forced =
        post(
            version(model, 1) + "/transitions",
            "{\"to\":\"retired\",\"reason\":\"leak\",\"breakGlass\":true}");
    assertThat(forced.status()).as(forced.text()).isEqualTo(201);
    assertThat(actions(model)).contains("version.forced");
  }
}
