package dev.roster.app.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BulkTagsTest extends RunningServer {
  private static final String PATH = "/api/v1/versions/tags";

  private String models(String prefix, int versions) {
    String model = model(prefix);
    for (int i = 0; i < versions; i++) post("/api/v1/models/" + model + "/versions", "{}");
    return model;
  }

  private static String item(String model, int version, String tags) {
    return "{\"model\":\"%s\",\"version\":%d,\"tags\":%s}".formatted(model, version, tags);
  }

  private static String body(String... items) {
    return "{\"versions\":[" + String.join(",", items) + "]}";
  }

  private JsonNode version(String model, int number) {
    return get("/api/v1/models/" + model + "/versions/" + number).json();
  }

  /** Everything that tells whether something was changed. */
  private Map<String, Object> rows(String model) {
    return jdbc.sql(
            """
            select count(*) as versions, sum(v.revision) as revisions, string_agg(v.tags::text, ',' order by v.number) as tags,
              (select count(*) from audit_recorded where model = :name and action <> 'access.denied') as entries
            from version v join model m on m.id = v.model_id where m.name = :name""")
        .param("name", model)
        .query()
        .singleRow();
  }

  private Answer as(String token, String body) {
    return send(
        to(PATH, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void tagsOfVersionsOfManyModelsAreMergedInOneCall() {
    String one = models("tagged", 2), other = models("tagged", 1);
    post(PATH, body(item(one, 1, "{\"old\":\"1\",\"kept\":\"2\"}")));

    Answer answer =
        post(
            PATH,
            body(
                item(one, 1, "{\"old\":null,\"new\":\"3\",\"absent\":null}"),
                item(one, 2, "{\"absent\":null}"),
                item(other.toUpperCase(), 1, "{\"new\":\"4\"}")));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("changed").asInt()).isEqualTo(2);
    assertThat(version(one, 1).path("tags"))
        .isEqualTo(JSON.readTree("{\"kept\":\"2\",\"new\":\"3\"}"));
    assertThat(version(one, 2).path("tags").size()).isZero();
    assertThat(version(other, 1).path("tags").path("new").asString()).isEqualTo("4");
    JsonNode entry = get("/api/v1/audit?model=" + other).json().path("items").path(0);
    assertThat(entry.path("action").asString()).isEqualTo("version.changed");
    assertThat(entry.path("version").asInt()).isEqualTo(1);
  }

  @Test
  void eachFaultyItemIsNamedAndNoneIsTagged() {
    String model = models("faulty", 3);
    Map<String, Object> before = rows(model);
    String longest = "x".repeat(5_001);

    Answer answer =
        post(
            PATH,
            body(
                item(model, 1, "{\"good\":\"1\"}"),
                item(model, 2, "{\"a/b\":\"" + longest + "\"}"),
                item(model, 3, "{\"\":\"empty\"}")));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_field");
    assertThat(answer.json().path("errors").findValuesAsString("pointer"))
        .containsExactly("/versions/1/tags/a~1b", "/versions/2/tags/");
    assertThat(rows(model)).isEqualTo(before);
  }

  @Test
  void oneVersionTwiceIsRefusedAndSoAreNoneAndTooMany() {
    String model = models("twice", 1);
    String item = item(model, 1, "{}");

    assertThat(
            post(PATH, body(item, item)).json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/versions/1");
    assertThat(post(PATH, body()).status()).isEqualTo(400);
    String many = IntStream.range(0, 1_001).mapToObj(i -> item).collect(Collectors.joining(","));
    Answer tooMany = post(PATH, body(many));
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(tooMany.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/versions");
  }

  @Test
  void authz15OneForbiddenItemRollsAllBackAndIsNamed() {
    String mine = models("mine", 1), seen = models("seen", 1), hidden = models("hidden", 1);
    String token =
        post(
                "/api/v1/tokens",
                """
                {"name":"batch","grants":[{"role":"contributor","models":"%s"},{"role":"reader","models":"%s"}]}"""
                    .formatted(mine, seen))
            .json()
            .path("token")
            .asString();
    Map<String, Object> before = rows(mine), others = rows(seen);

    Answer forbidden =
        as(token, body(item(mine, 1, "{\"t\":\"1\"}"), item(seen, 1, "{\"t\":\"1\"}")));

    assertThat(forbidden.status()).as(forbidden.text()).isEqualTo(403);
    assertThat(forbidden.json().path("errors").findValuesAsString("pointer"))
        .containsExactly("/versions/1");
    assertThat(forbidden.json().path("errors").path(0).path("detail").asString())
        .startsWith("forbidden: ");
    assertThat(rows(mine)).isEqualTo(before);
    assertThat(rows(seen)).isEqualTo(others);

    Answer unseen =
        as(
            token,
            body(
                item(seen, 1, "{\"t\":\"1\"}"),
                item(hidden, 1, "{\"t\":\"1\"}"),
                item("no-such-model", 1, "{\"t\":\"1\"}"),
                item(mine, 7, "{}")));
    assertThat(unseen.status()).as(unseen.text()).isEqualTo(404);
    JsonNode errors = unseen.json().path("errors");
    assertThat(errors.size()).isEqualTo(4);
    assertThat(errors.path(1).path("detail").asString())
        .as("what may not be seen does not exist (O8)")
        .isEqualTo(errors.path(2).path("detail").asString())
        .startsWith("model_not_found: ");
    assertThat(errors.path(3).path("detail").asString()).startsWith("version_not_found: ");
    assertThat(as(token, body(item(mine, 1, "{\"t\":\"1\"}"))).status()).isEqualTo(200);
  }

  @Test
  void aThousandVersionsAreTaggedAtOnceAndARepeatedCallIsOne() {
    String model = model("thousand");
    jdbc.sql(
            """
            insert into version (model_id, number, staged_at, created_at, created_by, updated_at)
            select m.id, n, now(), now(), 'test', now() from model m, generate_series(1, 1000) n
            where m.name = :name""")
        .param("name", model)
        .update();
    String items =
        IntStream.rangeClosed(1, 1000)
            .mapToObj(n -> item(model, n, "{\"sweep\":\"42\"}"))
            .collect(Collectors.joining(","));

    Answer first = send(with("POST", PATH, body(items)).header("Idempotency-Key", model));
    Answer again = send(with("POST", PATH, body(items)).header("Idempotency-Key", model));

    assertThat(first.json().path("changed").asInt()).as(first.text()).isEqualTo(1000);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(rows(model).get("revisions")).hasToString("2000");
  }
}
