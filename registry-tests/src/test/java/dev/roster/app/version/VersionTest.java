package dev.roster.app.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest extends RunningServer {
  private String model;
  private String versions;

  @BeforeEach
  void register() {
    model = model("version");
    versions = "/api/v1/models/" + model + "/versions";
  }

  @Test
  void everyFactComesBackAsItWasGiven() {
    int parent = draft(model);
    String facts =
        """
        {"description":"gradient boosting","tags":{"team":"pricing"},
         "framework":{"name":"onnx","version":"1.17"},
         "hyperparameters":{"max_depth":6,"learning_rate":0.1,"loss":"log","early":true,"layers":[64,32]},
         "signature":{"inputs":[{"name":"x","type":"double","required":true},
           {"name":"t","type":"tensor","dtype":"float32","shape":[-1,3]}],"outputs":[{"name":"y","type":"long"}]},
         "lineage":{"code":{"repository":"https://git.example.org/p.git","commit":"3f78"},
           "datasets":[{"name":"d","role":"training","digest":"sha256:%s","rows":5}],
           "parents":[{"model":"%s","version":%d}],
           "run":{"system":"jenkins","id":"4711"},
           "environment":{"python":"3.11","packages":{"numpy":"2"}}}}"""
            .formatted("ab".repeat(32), model, parent);
    Answer made = post(versions, facts);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    var given = JSON.readTree(facts);
    for (String name : given.propertyNames())
      if (!name.equals("signature") && !name.equals("lineage"))
        assertThat(made.json().path(name)).as(name).isEqualTo(given.path(name));
    assertThat(made.json().path("lineage").path("datasets").path(0).path("rows").asInt())
        .isEqualTo(5);
    assertThat(made.json().path("signature").path("inputs").path(1).path("shape").size())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"framework\":{\"name\":\"\"}}|/framework/name|invalid_field",
        "{\"framework\":{}}|/framework/name|invalid_field",
        "{\"signature\":{\"inputs\":[{\"name\":\"x\",\"type\":\"decimal\"}]}}|/signature/inputs/0/type|invalid_field",
        "{\"signature\":{\"inputs\":[{\"name\":\"x\",\"type\":\"tensor\"}]}}|/signature/inputs/0|invalid_field",
        "{\"lineage\":{\"datasets\":[{\"name\":\"d\",\"digest\":\"sha256:xyz\"}]}}|/lineage/datasets/0/digest|invalid_field",
        "{\"lineage\":{\"parents\":[{\"model\":\"m\",\"version\":0}]}}|/lineage/parents/0/version|invalid_field",
        "{\"tags\":{\"\":\"x\"}}|/tags/|invalid_field",
        "{\"stage\":\"production\"}|/stage|unknown_field",
        "{\"lineage\":{\"commit\":\"x\"}}|/lineage/commit|unknown_field",
      })
  void aFaultyFieldIsNamed(String body, String pointer, String code) {
    Answer refused = post(versions, body);
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.json().path("errors").path(0).path("pointer").asString()).isEqualTo(pointer);
  }

  @Test
  void theDigestIsOfTheManifestAndNothingItHoldsChangesAnyMore() throws Exception {
    int number = ready(model);
    String path = versions + "/" + number;
    String manifest = get(path + "/manifest").text();
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(manifest.getBytes(StandardCharsets.UTF_8));
    assertThat(get(path).json().path("digest").asString())
        .isEqualTo("sha256:" + HexFormat.of().formatHex(digest));

    assertThat(patch(path, "{\"hyperparameters\":{\"a\":1}}").code())
        .isEqualTo("version_immutable");
    assertThat(patch(path, "{\"framework\":{\"name\":\"x\"}}").code())
        .isEqualTo("version_immutable");
    Answer described = patch(path, "{\"description\":\"better\",\"tags\":{\"a\":\"b\"}}");
    assertThat(described.status()).as(described.text()).isEqualTo(200);
    assertThat(described.json().path("tags").path("a").asString()).isEqualTo("b");
    assertThat(patch(path, "{\"tags\":{\"a\":null}}").json().path("tags").size()).isZero();
    assertThat(get(path + "/manifest").text()).isEqualTo(manifest);
  }

  @Test
  void numbersKeepTheirForm() {
    String facts = "{\"hyperparameters\":{\"a\":1.0E20,\"b\":1.0E7,\"c\":0.1,\"d\":7}}";
    Answer made = post(versions, facts);
    assertThat(made.json().path("hyperparameters").toString())
        .isEqualTo("{\"a\":1.0E20,\"b\":1.0E7,\"c\":0.1,\"d\":7}");
    String again = "{\"hyperparameters\":" + made.json().path("hyperparameters") + "}";
    assertThat(post(versions, again).status()).isEqualTo(201);
  }

  @Test
  void aDraftCanStillBeDescribed() {
    String path = versions + "/" + draft(model);
    assertThat(patch(path, "{\"hyperparameters\":{\"a\":1,\"b\":2}}").status()).isEqualTo(200);
    Answer merged = patch(path, "{\"hyperparameters\":{\"a\":null,\"c\":3}}");
    assertThat(merged.json().path("hyperparameters").toString()).isEqualTo("{\"b\":2,\"c\":3}");
    assertThat(patch(path, "{\"stage\":\"production\"}").code()).isEqualTo("unknown_field");
    assertThat(patch(path, "[]").status()).isEqualTo(400);
  }

  @Test
  void finalizeWantsExactlyWhatIsListedAndAnswersTheSameAgain() {
    int number = draft(model);
    String path = versions + "/" + number + "/finalize";
    Answer wrong =
        post(
            path,
            "{\"artifacts\":[{\"path\":\"other.bin\",\"sha256\":\"%s\",\"size\":1}]}"
                .formatted("ab".repeat(32)));
    assertThat(wrong.code()).isEqualTo("manifest_mismatch");
    assertThat(wrong.text())
        .contains("other.bin is not there", "model.bin is there but not listed");
    Answer done = post(path, "{}");
    Answer again = post(path, "{}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text()).isEqualTo(done.text());
    Answer empty = post(versions + "/" + emptyDraft() + "/finalize", "{}");
    assertThat(empty.code()).isEqualTo("manifest_mismatch");
  }

  @Test
  void metricsShowTheValueRecordedLast() {
    int number = draft(model);
    String path = versions + "/" + number + "/metrics";
    Answer recorded =
        post(
            path,
            """
            {"metrics":[{"name":"loss","value":0.5,"step":1},{"name":"loss","value":0.4,"step":2},
              {"name":"accuracy","value":0.9,"dataset":"validation","at":"2026-01-05T09:00:00Z"}]}""");
    assertThat(recorded.status()).as(recorded.text()).isEqualTo(201);
    assertThat(recorded.json().path("recorded").asInt()).isEqualTo(3);
    assertThat(get(versions + "/" + number).json().path("metrics").toString())
        .isEqualTo("{\"loss\":0.4,\"accuracy\":0.9}");
    Answer series = get(path + "?name=loss");
    assertThat(series.json().path("items").size()).isEqualTo(2);
    assertThat(series.json().path("items").path(0).path("step").asInt()).isEqualTo(2);
    assertThat(post(path, "{\"metrics\":[{\"name\":\"x\",\"value\":1e999}]}").status())
        .isEqualTo(400);
    assertThat(post(path, "{\"metrics\":[]}").status()).isEqualTo(400);
    assertThat(post(path, "{\"metrics\":[{\"name\":\"x\"}]}").status()).isEqualTo(400);
  }

  @Test
  void searchFindsByNameTagAndStage() {
    int one = ready(model);
    int two = ready(model);
    patch(versions + "/" + one, "{\"tags\":{\"odd key\":\"a*b\",\"team\":\"pricing\"}}");
    move(model, two, "staging");
    assertThat(found("name = %s AND stage = staging".formatted(model))).containsExactly(two);
    assertThat(found("name = \"%s*\" and tags.team = pricing".formatted(model)))
        .containsExactly(one);
    assertThat(found("tags.\"odd key\" = 'a\\*b' AND name = " + model)).containsExactly(one);
    assertThat(found("tags.team = pric* AND name = " + model.toUpperCase())).containsExactly(one);
    assertThat(found("name = " + model)).containsExactly(two, one);
    for (String wrong :
        new String[] {
          "nme = x",
          "name > x",
          "name = ",
          "name = 'x",
          "stage = live",
          "(name = x",
          "name = x OR",
          "NOT",
          "name = a*b*",
          "tags. = x"
        }) {
      Answer refused = search(wrong);
      assertThat(refused.status()).as(wrong).isEqualTo(400);
      assertThat(refused.code()).as(wrong).isEqualTo("invalid_filter");
    }
  }

  private java.util.List<Integer> found(String filter) {
    Answer answer = search(filter);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("items").findValues("version").stream().map(n -> n.asInt()).toList();
  }

  private Answer search(String filter) {
    return get(
        "/api/v1/versions?filter=" + java.net.URLEncoder.encode(filter, StandardCharsets.UTF_8));
  }

  private int emptyDraft() {
    return post(versions, "{}").json().path("version").asInt();
  }

  private Answer patch(String path, String body) {
    return send(with("PATCH", path, body));
  }
}
