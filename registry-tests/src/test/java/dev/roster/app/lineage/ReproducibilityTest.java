package dev.roster.app.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReproducibilityTest extends LineageCalls {
  private String model;

  @BeforeEach
  void register() {
    model = model("repeat");
  }

  private JsonNode judged(int version) {
    Answer answer = get(path(model, version) + "/reproducibility");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private int version(String body) {
    Answer made = post("/api/v1/models/" + model + "/versions", body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("version").asInt();
  }

  @Test
  void allThatIsKnownMakesAHundred() {
    int version =
        version(
            """
            {"hyperparameters":{"depth":6},
             "lineage":{"code":{"commit":"3f78685","dirty":false},"datasets":[%s],"seed":42,
               "environment":{"packages":{"numpy":"2"}}}}"""
                .formatted(data("d", "training", sha256())));
    JsonNode judged = judged(version);
    assertThat(judged.path("score").asInt()).as(judged.toString()).isEqualTo(100);
    assertThat(texts(judged.path("checks"), "known")).containsExactly("true");
    int weights = stream(judged.path("checks")).mapToInt(c -> c.path("weight").asInt()).sum();
    assertThat(weights).isEqualTo(100);
    assertThat(judged(version("{}")).path("score").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":{\"commit\":\"3f78685\"}}|{}|commit",
        "{\"code\":{\"commit\":\"3f78685\",\"dirty\":true}}|{}|commit",
        "{\"code\":{\"commit\":\"3f7868\"}}|{}|",
        "{\"code\":{\"commit\":\"main\"}}|{}|",
        "{\"code\":{\"dirty\":false}}|{}|clean-tree",
        "{\"datasets\":[{\"name\":\"d\"}]}|{}|",
        "{\"datasets\":[]}|{}|",
        "{\"environment\":{\"python\":\"3.11\"}}|{}|",
        "{\"environment\":{\"packages\":{\"a\":\"1\"}}}|{}|environment",
        "{\"seed\":0}|{}|seed",
        "{}|{\"random_state\":7}|hyperparameters,seed",
        "{}|{\"model.seed\":7}|hyperparameters,seed",
        "{}|{\"seed\":null}|hyperparameters",
        "{}|{\"seedling\":7}|hyperparameters",
      })
  void eachCheckKnowsItsOwn(String lineage, String hyperparameters, String known) {
    JsonNode judged =
        judged(
            version("{\"lineage\":%s,\"hyperparameters\":%s}".formatted(lineage, hyperparameters)));
    assertThat(
            String.join(
                ",",
                stream(judged.path("checks"))
                    .filter(check -> check.path("known").asBoolean())
                    .map(check -> check.path("name").asString())
                    .sorted()
                    .toList()))
        .as(judged.toString())
        .isEqualTo(known == null ? "" : known);
    for (JsonNode check : judged.path("checks"))
      assertThat(check.path("detail").asString()).isNotBlank();
  }

  @Test
  void filesCount() {
    int version = version("{\"lineage\":{\"datasets\":[%s]}}".formatted(data("d", "t", sha256())));
    put(model, version, "env/Poetry.lock", new byte[] {1});
    put(model, version, "data.dvc", FileLineageTest.resource("dvc/housing.csv.dvc"));
    put(model, version, "tags/mlflow.source.git.commit", "3f786850e387".getBytes());
    post(path(model, version) + "/finalize", "{}");
    JsonNode judged = judged(version);
    assertThat(judged.path("score").asInt()).as(judged.toString()).isEqualTo(65);
    assertThat(judged.toString())
        .contains("env/Poetry.lock", "2 datasets", "by tags/mlflow.source.git.commit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "numpy==2.1.0|true",
        "numpy == 2.1.0 ; python_version > '3' # why~--index-url https://example.org~b[x,y]===1|true",
        "numpy==2.1.0 \\~    --hash=sha256:00 --hash=sha256:11|true",
        "a @ https://example.org/a.git@3f786850e387550fdab836ed7e6dc881de23001b|true",
        "numpy|false",
        "numpy==2.*|false",
        "numpy>=2|false",
        "numpy==2.1.0,<3|false",
        "numpy==2.1.0~pandas|false",
        "numpy==2.1.0~-r more.txt|false",
        "a @ https://example.org/a.git@main|false",
        "# nothing|false",
      })
  void requirementsAreALockWhereEachIsPinned(String lines, boolean known) {
    int version = version("{}");
    put(model, version, "env/requirements.txt", lines.replace("~", "\n").getBytes());
    post(path(model, version) + "/finalize", "{}");
    assertThat(judged(version).path("score").asInt()).isEqualTo(known ? 15 : 0);
    assertThat(graph(model, version, "").path("notes").size()).isEqualTo(known ? 0 : 1);
  }

  @Test
  void whatTheVersionItselfIsIsNoDataset() {
    int version = version("{}");
    put(model, version, "out/model.bin", new byte[] {1});
    String dvc = "outs:\n- {path: model.bin, md5: 20f35e630daf44dbfa4c3f68f5399d8c}\n";
    put(model, version, "out/model.bin.dvc", dvc.getBytes());
    put(model, version, "dvc/model.bin.dvc", ("wdir: ../out\n" + dvc).getBytes());
    post(path(model, version) + "/finalize", "{}");
    assertThat(judged(version).path("score").asInt()).isZero();
    assertThat(ids(graph(model, version, ""))).hasSize(1);
  }
}
