package dev.roster.app.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LineageTest extends LineageCalls {
  private static final String COMMIT = "3f786850e387550fdab836ed7e6dc881de23001b";
  private String model;

  @BeforeEach
  void register() {
    model = model("lineage");
  }

  @Test
  void aVersionShowsWhatItCameFromAndWhatCameOfIt() {
    String digest = sha256();
    int base = made(model, "{\"datasets\":[%s]}".formatted(data("raw", "training", digest)));
    int tuned =
        made(
            model,
            """
            {"parents":[%s],"code":{"repository":"https://git.example.org/a","commit":"%s","dirty":false},
             "datasets":[{"name":"extra","uri":"s3://lake/extra","role":"validation","rows":7}],
             "run":{"system":"jenkins","id":"4711","url":"https://ci.example.org/4711"}}"""
                .formatted(parent(model, base), COMMIT));
    int leaf = childOf(model, model, tuned);
    String self = "version:%s/".formatted(model);

    JsonNode up = graph(model, tuned, "?direction=upstream");
    JsonNode run =
        stream(up.path("nodes"))
            .filter(n -> n.path("kind").asString().equals("run"))
            .findFirst()
            .orElseThrow();
    JsonNode extra =
        stream(up.path("nodes"))
            .filter(n -> n.path("name").asString("").equals("extra"))
            .findFirst()
            .orElseThrow();
    assertThat(ids(up))
        .containsExactlyInAnyOrder(
            self + tuned,
            self + base,
            "dataset:" + digest,
            extra.path("id").asString(),
            "commit:" + COMMIT,
            run.path("id").asString());
    assertThat(run.path("run").asString()).isEqualTo("4711");
    assertThat(run.path("system").asString()).isEqualTo("jenkins");
    assertThat(extra.path("uri").asString()).isEqualTo("s3://lake/extra");
    assertThat(edges(up))
        .containsExactlyInAnyOrder(
            self + base + " > " + self + tuned + " (parent)",
            "dataset:" + digest + " > " + self + base + " (dataset)",
            extra.path("id").asString() + " > " + self + tuned + " (dataset)",
            "commit:" + COMMIT + " > " + self + tuned + " (code)",
            run.path("id").asString() + " > " + self + tuned + " (run)");
    assertThat(up.path("truncated").asBoolean()).isFalse();

    JsonNode down = graph(model, base, "?direction=downstream");
    assertThat(ids(down)).containsExactlyInAnyOrder(self + base, self + tuned, self + leaf);
    JsonNode near = graph(model, base, "?direction=downstream&depth=1");
    assertThat(ids(near)).containsExactlyInAnyOrder(self + base, self + tuned);
    assertThat(near.path("truncated").asBoolean()).isTrue();
    assertThat(graph(model, base, "?direction=downstream&depth=2").path("truncated").asBoolean())
        .isFalse();
    assertThat(ids(graph(model, tuned, ""))).containsAll(ids(up)).contains(self + leaf);

    JsonNode alone = graph(model, draft(model), "");
    assertThat(alone.path("nodes").size()).isEqualTo(1);
    assertThat(alone.path("edges").size()).isZero();
    JsonNode ofData = get("/api/v1/datasets/" + digest + "/lineage?direction=downstream").json();
    assertThat(ids(ofData))
        .containsExactlyInAnyOrder("dataset:" + digest, self + base, self + tuned, self + leaf);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?depth=0", "?depth=101", "?depth=x", "?direction=sideways", "?stage=production"})
  void aWrongQueryIsRefused(String query) {
    assertThat(get(path(model, draft(model)) + "/lineage" + query).status()).isEqualTo(400);
  }

  @Test
  void whatAPatchChangesTheGraphFollows() {
    String one = sha256(), two = sha256();
    int version = made(model, "{\"datasets\":[%s]}".formatted(data("d", "training", one)));
    assertThat(users(one, "")).containsExactly(model + "/" + version);
    Answer patched =
        send(
            with(
                "PATCH",
                path(model, version),
                "{\"lineage\":{\"datasets\":[%s]}}".formatted(data("d", "training", two))));
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(get("/api/v1/datasets/" + one + "/versions").code()).isEqualTo("dataset_not_found");
    assertThat(users(two, "")).containsExactly(model + "/" + version);
    send(with("PATCH", path(model, version), "{\"lineage\":null}"));
    assertThat(graph(model, version, "").path("edges").size()).isZero();
  }

  @Test
  void aDatasetKnowsItsVersionsAndThoseInProduction() {
    String digest = sha256();
    String lineage =
        "{\"datasets\":[%s,%s]}"
            .formatted(data("d", "training", digest), data("again", "test", digest));
    int first = made(model, lineage), second = made(model, lineage);
    String other = model("lineage");
    int third = made(other, "{\"datasets\":[%s]}".formatted(data("z", "validation", digest)));
    put(model, first, "m", new byte[] {1});
    post(path(model, first) + "/finalize", "{}");
    move(model, first, "staging");
    move(model, first, "production");

    assertThat(users(digest, ""))
        .containsExactly(other + "/" + third, model + "/" + second, model + "/" + first);
    assertThat(users(digest, "?stage=production")).containsExactly(model + "/" + first);
    JsonNode use = get("/api/v1/datasets/" + digest + "/versions?limit=1").json();
    assertThat(use.path("items").path(0).path("roles").toString()).isEqualTo("[\"validation\"]");
    Answer rest =
        get(
            "/api/v1/datasets/%s/versions?limit=1&cursor=%s"
                .formatted(digest, use.path("next").asString()));
    assertThat(rest.json().path("items").path(0).path("version").asInt()).isEqualTo(second);
    assertThat(rest.json().path("items").path(0).path("roles").toString())
        .isEqualTo("[\"test\",\"training\"]");
    assertThat(get("/api/v1/datasets/" + digest + "/versions?stage=live").code())
        .isEqualTo("invalid_field");
    assertThat(get("/api/v1/datasets/" + sha256() + "/versions").status()).isEqualTo(404);

    send("DELETE", path(model, second), ADMIN);
    assertThat(users(digest, "")).doesNotContain(model + "/" + second);
  }

  @Test
  void aDatasetWithoutADigestIsFoundByNameAndUri() {
    String name = "sales of " + model;
    int version =
        made(
            model,
            "{\"datasets\":[{\"name\":\"%s\",\"uri\":\"s3://lake/%s\",\"role\":\"training\"}]}"
                .formatted(name, model));
    JsonNode byName = get("/api/v1/datasets?name=" + encoded(name)).json().path("items");
    assertThat(byName.size()).isEqualTo(1);
    assertThat(byName.path(0).path("digest").isNull()).isTrue();
    assertThat(byName.path(0).path("uri").asString()).isEqualTo("s3://lake/" + model);
    JsonNode byUri = get("/api/v1/datasets?uri=" + encoded("s3://lake/" + model)).json();
    assertThat(byUri.path("items")).isEqualTo(byName);
    assertThat(users(byName.path(0).path("id").asString(), ""))
        .containsExactly(model + "/" + version);
    assertThat(get("/api/v1/datasets?name=nobody-has-this").json().path("items").size()).isZero();
    assertThat(get("/api/v1/datasets").json().path("items").size()).isPositive();
  }

  @Test
  void aParentMustBeThereAndOlder() {
    int older = draft(model), newer = draft(model);
    String gone = model("gone");
    int deleted = draft(gone);
    send("DELETE", path(gone, deleted), ADMIN);
    for (String wrong :
        new String[] {
          parent("no-such-model", 1), parent(model, 99), parent(gone, deleted), parent("a b", 1)
        }) {
      Answer refused =
          post(
              "/api/v1/models/" + model + "/versions",
              "{\"lineage\":{\"parents\":[%s,%s]}}".formatted(parent(model, older), wrong));
      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.json().path("errors").path(0).path("pointer").asString())
          .isEqualTo("/lineage/parents/1");
    }
    for (int one : new int[] {older, newer}) {
      Answer refused =
          send(
              with(
                  "PATCH",
                  path(model, older),
                  "{\"lineage\":{\"parents\":[%s]}}".formatted(parent(model, one))));
      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.json().path("errors").path(0).path("pointer").asString())
          .isEqualTo("/lineage/parents/0");
    }
    assertThat(childOf(model, model.toUpperCase(), older)).isGreaterThan(newer);
  }

  @Test
  void parentsStayThoseVersionsWhateverTheyAreCalledByNow() {
    String base = model("base");
    int parent = draft(base);
    int child =
        made(model, "{\"parents\":[%s],\"run\":{\"id\":\"1\"}}".formatted(parent(base, parent)));
    jdbc.sql("update model set name = name || '-renamed' where name = :n")
        .param("n", base)
        .update();
    Answer patched =
        send(with("PATCH", path(model, child), "{\"lineage\":{\"run\":{\"id\":\"2\"}}}"));
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(ids(graph(model, child, "")))
        .contains("version:%s-renamed/%d".formatted(base, parent));
  }
}
