package dev.roster.app.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** O8 over the graph: each node and edge that a walk reaches is judged for itself. */
class LineageAccessTest extends LineageCalls {
  private String open, secret, reader;

  @BeforeEach
  void twoModels() {
    open = model("open");
    secret = model("secret");
    reader = token("reader", open);
  }

  private JsonNode asReader(String path) {
    Answer answer = send("GET", path, reader);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).doesNotContain(secret).doesNotContain("hush");
    return answer.json();
  }

  @Test
  void aHiddenParentSaysNothingAndLeadsNowhere() {
    int base = made(secret, "{\"datasets\":[{\"name\":\"hush\"}],\"run\":{\"id\":\"hush-1\"}}");
    int child = childOf(open, secret, base);
    int grandchild = childOf(open, open, child);
    JsonNode seen = asReader(path(open, grandchild) + "/lineage");
    assertThat(ids(seen))
        .containsExactlyInAnyOrder(
            "version:%s/%d".formatted(open, grandchild),
            "version:%s/%d".formatted(open, child),
            "hidden:3");
    JsonNode hidden = seen.path("nodes").path(2);
    assertThat(hidden.path("hidden").asBoolean()).isTrue();
    assertThat(hidden.path("version").isNull()).isTrue();
    assertThat(ids(graph(open, grandchild, ""))).hasSize(5);
  }

  @Test
  void whatOthersMadeOfItIsLeftOut() {
    String digest = sha256();
    int base = made(open, "{\"datasets\":[%s]}".formatted(data("plain", "training", digest)));
    int child =
        made(
            secret,
            "{\"parents\":[%s],\"datasets\":[%s],\"code\":{\"commit\":\"hush\"}}"
                .formatted(parent(open, base), data("hush", "training", digest)));
    childOf(open, open, base);
    assertThat(ids(asReader(path(open, base) + "/lineage?direction=downstream"))).hasSize(2);
    assertThat(asReader("/api/v1/datasets/" + digest + "/versions").path("items").size())
        .isEqualTo(1);
    assertThat(asReader("/api/v1/datasets/" + digest + "/lineage").path("nodes").size())
        .isEqualTo(3);
    JsonNode dataset = asReader("/api/v1/datasets?name=plain").path("items");
    assertThat(texts(dataset, "id")).contains(digest);
    assertThat(asReader("/api/v1/datasets?name=hush").path("items").size()).isZero();
    asReader("/api/v1/datasets");
    assertThat(users(digest, "")).containsExactly(secret + "/" + child, open + "/" + base);
  }

  @Test
  void aDatasetThatOnlyOthersNameIsAsIfNotThere() {
    String digest = sha256();
    made(secret, "{\"datasets\":[%s]}".formatted(data("hush", "training", digest)));
    for (String call : new String[] {"/versions", "/lineage"}) {
      Answer there = send("GET", "/api/v1/datasets/" + digest + call, reader);
      Answer never = send("GET", "/api/v1/datasets/" + sha256() + call, reader);
      assertThat(there.status()).isEqualTo(404);
      assertThat(there.json().path("detail")).isEqualTo(never.json().path("detail"));
    }
    assertThat(users(digest, "")).hasSize(1);
  }

  @Test
  void aParentThatMayNotBeReadIsAsIfNotThere() {
    int base = draft(secret);
    String contributor = token("contributor", open);
    String url = "/api/v1/models/" + open + "/versions";
    String body = "{\"lineage\":{\"parents\":[%s]}}";
    Answer hidden = as(contributor, url, body.formatted(parent(secret, base)));
    Answer never = as(contributor, url, body.formatted(parent("never-there", 1)));
    assertThat(hidden.status()).isEqualTo(400);
    assertThat(hidden.json().path("errors")).isEqualTo(never.json().path("errors"));
    assertThat(as(contributor, url, body.formatted(parent(open, draft(open)))).status())
        .isEqualTo(201);
  }

  private Answer as(String token, String path, String body) {
    return send(
        to(path, token)
            .header("Content-Type", "application/json")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
  }
}
