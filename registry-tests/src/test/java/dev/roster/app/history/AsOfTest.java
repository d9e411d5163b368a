package dev.roster.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.Rival;
import dev.roster.app.RunningServer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AsOfTest extends RunningServer {
  private static final int DEEDS = Integer.getInteger("roster.test.deeds", 1_000);

  /**
   * What should be answered of an instant.
   *
   * @param present what the server said of the model then
   * @param staging and of who came to staging last
   */
  private record Expected(
      Instant at, Kept kept, @Nullable JsonNode present, @Nullable JsonNode staging) {}

  /** A thousand things happen to a model; then each instant between them, and of them, is asked. */
  @Test
  void whatWasIsAnsweredForEachInstantOfAThousandChanges() {
    long seed = Long.getLong("roster.test.seed", System.nanoTime());
    Kept kept = new Kept(model("Past"));
    long id = id(kept.name);
    RandomDeeds deeds =
        new RandomDeeds(
            seed,
            kept,
            this::ready,
            (line, json) -> with(line.split(" ")[0], line.split(" ")[1], json),
            this::send);
    List<Expected> expected = new ArrayList<>();
    Instant registered = lastChange(id);
    for (int i = 0; i < DEEDS; i++) {
      deeds.next();
      Kept now = kept.copy();
      Answer present = get("/api/v1/models/" + kept.name);
      JsonNode shown = present.status() == 200 ? present.json() : null;
      Answer last = get("/api/v1/models/" + kept.name + "/stages/staging");
      JsonNode staging = last.status() == 200 ? last.json() : null;
      expected.add(new Expected(lastChange(id), now, shown, staging)); // the very microsecond
      expected.add(new Expected(now(), now, shown, staging)); // between this one and the next
    }
    String name = kept.name;
    Random random = new Random(seed);
    for (int i = 0; i < expected.size(); i++) {
      if (i == expected.size() / 2 && !kept.deleted && kept.in("production").isEmpty())
        send(
            "DELETE",
            "/api/v1/models/" + name,
            ADMIN); // from now on it is the past of a deleted one
      agrees(name, expected.get(i), random, "seed " + seed + ", deed " + i / 2);
    }
    Answer before = at("/api/v1/models/" + name, registered.minus(1, ChronoUnit.MICROS));
    assertThat(before.status()).as(before.text()).isEqualTo(404);
    assertThat(at("/api/v1/models/" + name, registered).status()).isEqualTo(200);
  }

  private void agrees(String name, Expected expected, Random random, String as) {
    Kept kept = expected.kept();
    Answer model = at("/api/v1/models/" + name, expected.at());
    if (kept.deleted) {
      assertThat(model.code()).as(as).isEqualTo("deleted");
      assertThat(at("/api/v1/models/" + name + "/stages/staging", expected.at()).status())
          .isEqualTo(410);
      return;
    }
    assertThat(model.status()).as(as + model.text()).isEqualTo(200);
    JsonNode then = model.json();
    assertThat(then).as(as).isEqualTo(expected.present());
    assertThat(text(then, "name")).as(as).isEqualTo(kept.name);
    assertThat(text(then, "owner")).as(as).isEqualTo(kept.owner);
    assertThat(text(then, "description")).as(as).isEqualTo(kept.description);
    assertThat(texts(then.path("tags"))).as(as).isEqualTo(kept.tags);
    Map<String, Integer> aliases = new TreeMap<>();
    then.path("aliases").properties().forEach(a -> aliases.put(a.getKey(), a.getValue().asInt()));
    assertThat(aliases).as(as).isEqualTo(kept.aliases);
    assertThat(then.path("latestVersion").asInt(0)).as(as).isEqualTo(kept.versions.size());
    List<Integer> serving = kept.in("production");
    assertThat(then.at("/stages/production").asInt(0))
        .as(as)
        .isEqualTo(serving.isEmpty() ? 0 : serving.get(0));
    List<Integer> staging = new ArrayList<>();
    then.at("/stages/staging").values().forEach(n -> staging.add(n.asInt()));
    assertThat(staging).as(as).isEqualTo(kept.in("staging"));

    switch (random.nextInt(3)) { // one of the others: calls are what this test takes long for
      case 0 -> stageAgrees(name, expected, as);
      case 1 -> aliasAgrees(name, expected, random, as);
      default -> versionAgrees(name, expected, random, as);
    }
  }

  private void stageAgrees(String name, Expected expected, String as) {
    Answer stage = at("/api/v1/models/" + name + "/stages/production", expected.at());
    List<Integer> serving = expected.kept().in("production");
    if (serving.isEmpty()) assertThat(stage.code()).as(as).isEqualTo("no_version_in_stage");
    else isVersion(stage.json(), expected.kept(), expected.kept().version(serving.get(0)), as);
    Answer staging = at("/api/v1/models/" + name + "/stages/staging", expected.at());
    JsonNode present = expected.staging();
    if (present == null) assertThat(staging.code()).as(as).isEqualTo("no_version_in_stage");
    else assertThat(staging.json().path("version")).as(as).isEqualTo(present.path("version"));
  }

  private void aliasAgrees(String name, Expected expected, Random random, String as) {
    String alias = List.of("champion", "challenger", "shadow").get(random.nextInt(3));
    Answer pointed = at("/api/v1/models/" + name + "/aliases/" + alias, expected.at());
    String written = expected.kept().written(alias);
    if (written == null) assertThat(pointed.code()).as(as).isEqualTo("alias_not_found");
    else
      assertThat(pointed.json().path("version").asInt())
          .as(as)
          .isEqualTo(expected.kept().aliases.get(written));
  }

  private void versionAgrees(String name, Expected expected, Random random, String as) {
    Kept kept = expected.kept();
    int number = 1 + random.nextInt(12);
    Answer version = at("/api/v1/models/" + name + "/versions/" + number, expected.at());
    if (!kept.versions.containsKey(number))
      assertThat(version.code()).as(as).isEqualTo("version_not_found");
    else if (kept.version(number).deleted) assertThat(version.status()).as(as).isEqualTo(410);
    else isVersion(version.json(), kept, kept.version(number), as);
  }

  private static void isVersion(JsonNode then, Kept kept, Kept.Version version, String as) {
    assertThat(text(then, "model")).as(as).isEqualTo(kept.name);
    assertThat(then.path("version").asInt()).as(as).isEqualTo(version.number);
    assertThat(text(then, "status")).as(as).isEqualTo("ready");
    assertThat(text(then, "stage")).as(as).isEqualTo(version.stage);
    assertThat(text(then, "description")).as(as).isEqualTo(version.description);
    assertThat(text(then, "label")).as(as).isEqualTo(version.label);
    assertThat(text(then, "license")).as(as).isEqualTo(version.license);
    assertThat(texts(then.path("tags"))).as(as).isEqualTo(version.tags);
    List<String> aliases = new ArrayList<>();
    then.path("aliases").values().forEach(a -> aliases.add(a.asString()));
    assertThat(aliases).as(as).hasSameElementsAs(kept.aliasesOf(version.number));
  }

  @Test
  void aVersionIsShownWithWhatItHadThen() {
    String model = model("past");
    int number = draft(model);
    String path = "/api/v1/models/%s/versions/%d".formatted(model, number);
    JsonNode draft = get(path).json();
    Instant whileDraft = now();
    post(path + "/finalize", "{}");
    post(path + "/metrics", "{\"metrics\":[{\"name\":\"accuracy\",\"value\":0.8}]}");
    JsonNode measured = get(path).json();
    Instant whileMeasured = now();
    post(path + "/metrics", "{\"metrics\":[{\"name\":\"accuracy\",\"value\":0.9}]}");
    send(with("PUT", "/api/v1/models/" + model + "/aliases/champion", "{\"version\":1}"));
    send(with("PATCH", path, "{\"tags\":{\"team\":\"blue\"}}"));
    JsonNode tagged = get(path).json();
    Instant whileTagged = now();
    send("DELETE", path, ADMIN);
    assertThat(at(path, whileDraft).json()).isEqualTo(draft);
    assertThat(at(path, whileMeasured).json()).isEqualTo(measured);
    assertThat(at(path, whileTagged).json()).isEqualTo(tagged);
    assertThat(get(path).status()).isEqualTo(410);
    assertThat(at(path, now()).status()).isEqualTo(410);
  }

  @Test
  void anAnswerOfNowWaitsForWhatIsBeingWritten() throws Exception {
    String model = model("past");
    String path = "/api/v1/models/%s/versions/%d".formatted(model, ready(model));
    Answer then;
    try (Rival rival = new Rival(jdbc)) {
      rival.run("select from version where model_id = %d for no key update".formatted(id(model)));
      rival.run(
          "insert into metric (version_id, name, value, at) select id, 'late', 1, now() from version"
              + " where model_id = "
              + id(model));
      Instant at = now(); // the metric is older, though nobody sees it yet
      then = rival.commitBefore(() -> at(path, at));
    }
    assertThat(then.json().at("/metrics/late").asInt()).as(then.text()).isEqualTo(1);
  }

  @Test
  void anAliasSaysSinceUntilAndByWhom() {
    String model = model("past");
    ready(model);
    ready(model);
    String path = "/api/v1/models/" + model + "/aliases/champion";
    Instant none = now();
    send(with("PUT", path, "{\"version\":1}"));
    Instant first = now();
    send(with("PUT", path, "{\"version\":2}"));
    Instant second = now();
    JsonNode stay = at(path, first).json();
    assertThat(stay.path("version").asInt()).isEqualTo(1);
    assertThat(Instant.parse(text(stay, "since"))).isBetween(none, first);
    assertThat(Instant.parse(text(stay, "until"))).isBetween(first, second);
    assertThat(text(stay, "by")).isEqualTo("admin");
    assertThat(at(path, Instant.parse(text(stay, "until"))).json().path("version").asInt())
        .as("who moves at an instant is there at it")
        .isEqualTo(2);
    assertThat(at(path, second).json().path("until").isNull()).isTrue();
    assertThat(at(path, none).code()).isEqualTo("alias_not_found");
  }

  @Test
  void theFutureIsNotKnown() {
    String model = model("past");
    for (String path : List.of("", "/stages/production", "/aliases/champion")) {
      Answer refused = at("/api/v1/models/" + model + path, now().plusSeconds(60));
      assertThat(refused.status()).as(path).isEqualTo(400);
      assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("?at");
    }
    assertThat(get("/api/v1/models/" + model + "?at=yesterday").code()).isEqualTo("invalid_field");
  }

  private Answer at(String path, Instant at) {
    return get(path + "?at=" + at);
  }

  private Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  private Instant lastChange(long model) {
    return jdbc.sql(
            """
            select greatest((select max(at) from history where model_id = :id),
              (select max(created_at) from version where model_id = :id),
              (select max(finalized_at) from version where model_id = :id))
            """)
        .param("id", model)
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private long id(String name) {
    return jdbc.sql("select id from model where name = :name")
        .param("name", name)
        .query(Long.class)
        .single();
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.path(field).isNull() ? null : node.path(field).asString();
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString()));
    return texts;
  }
}
