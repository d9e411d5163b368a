package dev.roster.app.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.PythonEnvironment;
import dev.roster.app.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CardTest extends RunningServer {
  private static final Path READ_CARD =
      Path.of("src/test/resources/dev/roster/app/compliance/read_card.py").toAbsolutePath();

  private static final String MINIMAL =
      """
      {"intendedUse":"prices of flats","contact":"pricing@example.org","riskClass":"minimal"}""";

  private String model;
  private String path;
  private String card;
  @TempDir Path folder;

  @BeforeEach
  void register() {
    model = model("card");
    path = "/api/v1/models/" + model;
    card = path + "/versions/" + ready(model) + "/card";
  }

  private static void isProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }

  private Answer put(String body) {
    return send(with("PUT", card, body));
  }

  private Answer markdown(String accept) {
    return send(to(card, ADMIN).header("Accept", accept));
  }

  private List<String> changes() {
    return get("/api/v1/audit?action=card.changed&model=" + model)
        .json()
        .path("items")
        .valueStream()
        .map(entry -> entry.path("detail").toString())
        .toList();
  }

  @Test
  void theCardOfAReadyVersionIsWrittenWithoutTouchingItsDigest() {
    JsonNode before = get(path + "/versions/1").json();
    JsonNode empty = get(card).json();
    assertThat(empty.path("complete").asBoolean()).isFalse();
    assertThat(empty.path("missing").toString())
        .isEqualTo("[\"intendedUse\",\"contact\",\"riskClass\"]");
    assertThat(empty.path("writtenAt").isNull()).isTrue();

    Answer put = put(MINIMAL);

    assertThat(put.status()).as(put.text()).isEqualTo(200);
    assertThat(put.json().path("complete").asBoolean()).isTrue();
    assertThat(put.json().path("missing")).isEmpty();
    assertThat(put.json().path("digest")).isEqualTo(before.path("digest"));
    assertThat(get(card).json()).isEqualTo(put.json());
    assertThat(get(card).header("ETag")).isEqualTo(put.header("ETag"));
    assertThat(get(path + "/versions/1").json()).isEqualTo(before);
    assertThat(changes()).hasSize(1);
    assertThat(JSON.readTree(changes().get(0))).isEqualTo(JSON.readTree(MINIMAL));

    put(MINIMAL);
    assertThat(changes()).as("the same again changes nothing").hasSize(1);
    put("{\"riskClass\":\"limited\",\"contact\":\" \"}");
    assertThat(get(card).json().path("missing").toString())
        .isEqualTo("[\"intendedUse\",\"limitations\",\"evaluation\",\"contact\"]");
    assertThat(changes()).hasSize(2);
    assertThat(changes().get(0)).contains("\"intendedUse\":null", "\"riskClass\":\"limited\"");
  }

  @Test
  void aDraftHasACardToo() {
    String draft = path + "/versions/" + draft(model) + "/card";
    assertThat(send(with("PUT", draft, MINIMAL)).status()).isEqualTo(200);
    assertThat(get(draft).json().path("status").asString()).isEqualTo("draft");
    assertThat(get(draft).json().path("complete").asBoolean()).isTrue();
  }

  @Test
  void ifMatchIsAboutWhatPeopleWroteAndTheETagAboutAll() {
    String first = put(MINIMAL).header("ETag");
    post(path + "/versions/1/metrics", "{\"metrics\":[{\"name\":\"auc\",\"value\":0.9}]}");
    String measured = get(card).header("ETag");
    assertThat(measured).isNotEqualTo(first);
    assertThat(send(to(card, ADMIN).header("If-None-Match", measured)).status()).isEqualTo(304);
    assertThat(send(to(card, ADMIN).header("If-None-Match", first)).status()).isEqualTo(200);

    assertThat(putIf(first, "{\"ethics\":\"one\"}").status()).as("nobody wrote").isEqualTo(200);
    isProblem(putIf(first, "{\"ethics\":\"two\"}"), 412, "stale");
    isProblem(putIf("\"r1\"", "{\"ethics\":\"two\"}"), 412, "stale");
    isProblem(putIf("W/" + get(card).header("ETag"), "{\"ethics\":\"two\"}"), 412, "stale");
    assertThat(putIf("*", "{\"ethics\":\"three\"}").status()).isEqualTo(200);
    String ofMarkdown = markdown("text/markdown").header("ETag");
    assertThat(ofMarkdown).isNotEqualTo(get(card).header("ETag"));
    assertThat(putIf(ofMarkdown, "{\"ethics\":\"four\"}").status()).isEqualTo(200);
    assertThat(get(card).json().path("ethics").asString()).isEqualTo("four");
  }

  private Answer putIf(String ifMatch, String body) {
    return send(with("PUT", card, body).header("If-Match", ifMatch));
  }

  @Test
  void whoMayDescribeMayWriteAndWhoMayReadMayRead() {
    assertThat(send(sending(token("contributor", model))).status()).isEqualTo(200);
    for (String role : List.of("reader", "reporter", "approver", "releaser")) {
      String token = token(role, model);
      isProblem(send(sending(token)), 403, "forbidden");
      assertThat(send("GET", card, token).status()).isEqualTo(200);
    }
    isProblem(send("GET", card, token("contributor", model("other"))), 404, "model_not_found");
    isProblem(send(sending(null)), 401, "unauthenticated");
    send("DELETE", path + "/versions/1", ADMIN);
    isProblem(get(card), 410, "deleted");
    isProblem(put(MINIMAL), 410, "deleted");
    post(path + "/versions/1/restore", "");
    assertThat(get(card).json().path("complete").asBoolean()).isTrue();
    send("DELETE", path + "/versions/1", ADMIN);
    assertThat(post(path + "/versions/1/purge", "").status()).isEqualTo(204);
    assertThat(
            jdbc.sql(
                    "select count(*) from card c join version v on v.id = c.version_id join model m on m.id = v.model_id where m.name = :m")
                .param("m", model)
                .query(Integer.class)
                .single())
        .isZero();
  }

  private java.net.http.HttpRequest.Builder sending(@Nullable String token) {
    return to(card, token)
        .header("Content-Type", "application/json")
        .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(MINIMAL));
  }

  @Test
  void whatIsWrongIsRefusedByName() {
    Answer many =
        put(
            "{\"ethics\":\"%s\",\"dataCategories\":[\"a\",\"\",\"a\"]}"
                .formatted("x".repeat(20_001)));
    isProblem(many, 400, "invalid_field");
    assertThat(many.json().path("errors").findValuesAsString("pointer"))
        .containsExactly("/ethics", "/dataCategories/1", "/dataCategories/2");
    Answer risk = put("{\"riskClass\":\"huge\"}");
    isProblem(risk, 400, "invalid_field");
    assertThat(risk.text()).contains("/riskClass", "minimal", "limited", "high", "huge");
    isProblem(put("{\"complete\":true}"), 400, "unknown_field");
    isProblem(put("{\"contact\":\"a\\u0000b\"}"), 400, "invalid_field");
    isProblem(put("{\"dataCategories\":[null]}"), 400, "invalid_field");
    isProblem(put("{\"contact\":7}"), 400, "invalid_field");
    isProblem(markdown("image/png"), 406, "not_acceptable");
    assertThat(get(card).json().path("writtenAt").isNull()).isTrue();
  }

  @Test
  void aGateReadsWhetherTheCardIsComplete() {
    send(
        with(
            "PUT",
            path + "/policy",
            """
            {"edges":[{"from":"none","to":"staging","gates":[
              {"name":"card","require":"candidate.card.complete","message":"Write the card"}]}]}"""));
    Answer refused = move(model, 1, "staging");
    isProblem(refused, 409, "gate_failed");
    assertThat(refused.text()).contains("/gates/card");
    put(MINIMAL);
    Answer moved = move(model, 1, "staging");
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
    assertThat(moved.text()).contains("\"candidate.card.complete\":true");
  }

  /** What people and pipelines name things, at its oddest. */
  private static final String ODD =
      """
      {"description":"line\\n---\\nlicense: mit\\n---\\n# not a title","license":"LicenseRef-\\"own\\"",
       "tags":{"team":"a: b #c","---":"x\\ny","emoji":"\uD83D\uDE00","no":"","bell":"\\u0007\\u0085\\u2028|"},
       "framework":{"name":"scikit-learn","version":"1.7"},
       "hyperparameters":{"a|b":"c\\nd","deep":{"x":[1,null]}},
       "signature":{"inputs":[{"name":"x|y\\n","type":"double"}],"outputs":[{"name":"y","type":"long"}]},
       "lineage":{"datasets":[{"name":"d\\n---\\n","role":"training","rows":3},{"name":"null"},{"name":"1e3"}],
         "environment":{"python":"3.11","packages":{"numpy":"2"}}}}""";

  @Test
  void huggingFacesLibraryReadsTheMarkdownWhateverTheTextsAre()
      throws IOException, InterruptedException {
    PythonEnvironment python = PythonEnvironment.with("huggingface_hub==2.4.0");
    int number = post(path + "/versions", ODD).json().path("version").asInt();
    card = path + "/versions/" + number + "/card";
    put(
        """
        {"intendedUse":"a\\n---\\nb: [c\\n---\\n## Ethics\\n<script>x</script>","contact":"c|d","riskClass":"high",
         "dataCategories":["personal","a: b","- c\\n---\\n"]}""");
    post(
        path + "/versions/" + number + "/metrics",
        """
        {"metrics":[{"name":"auc","value":0.91},{"name":"on","value":1},{"name":"lost","value":"NaN"},
          {"name":"a: |b\\n---","value":1e20}]}""");
    Answer answer = markdown("text/markdown");
    assertThat(answer.header("Content-Type")).isEqualTo("text/markdown;charset=UTF-8");
    Path file = Files.writeString(folder.resolve("card.md"), answer.text());

    PythonEnvironment.Run run = python.run(folder, READ_CARD.toString(), file.toString());

    assertThat(run.exit()).as(run.out()).isZero();
    JsonNode read = JSON.readTree(run.out());
    JsonNode keys = read.path("keys");
    assertThat(keys.path("license").asString()).isEqualTo("other");
    assertThat(keys.path("license_name").asString()).isEqualTo("LicenseRef-\"own\"");
    assertThat(keys.path("library_name").asString()).isEqualTo("scikit-learn");
    assertThat(texts(keys.path("tags")))
        .containsExactlyInAnyOrder(
            "roster",
            "team:a: b #c",
            "---:x\ny",
            "emoji:\uD83D\uDE00",
            "no",
            "bell:\u0007\u0085\u2028|");
    assertThat(texts(keys.path("datasets"))).containsExactly("d\n---\n", "null", "1e3");
    assertThat(texts(keys.path("metrics"))).containsExactly("a: |b\n---", "auc", "on");
    assertThat(keys.path("roster").path("risk_class").asString()).isEqualTo("high");
    assertThat(texts(keys.path("roster").path("data_categories")))
        .containsExactly("personal", "a: b", "- c\n---\n");
    assertThat(keys.path("roster").path("complete").asBoolean()).isFalse();
    assertThat(read.path("results").valueStream().map(r -> r.path("value").asDouble()))
        .containsExactly(1e20, 0.91, 1.0);
    assertThat(read.path("again").asBoolean()).isTrue();
    assertThat(read.path("text").asString().lines().filter(line -> line.startsWith("## ")))
        .containsExactly(
            "## Intended use",
            "## Limitations",
            "## Ethics",
            "## Training data",
            "## Evaluation",
            "## Inputs and outputs",
            "## Made by",
            "## Drift",
            "## Contact");
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void acceptChoosesTheFormat() {
    for (String accept :
        List.of("text/markdown", "text/*", "text/markdown;q=0.9, application/json;q=0.1"))
      assertThat(markdown(accept).text()).as(accept).startsWith("---\n");
    for (String accept : List.of("*/*", "application/json", "text/markdown;q=0, */*"))
      assertThat(markdown(accept).text()).as(accept).startsWith("{");
    assertThat(get(card).header("Vary")).contains("Accept");
  }
}
