package dev.roster.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The place that {@code errors[].pointer} gives for a field, wherever the request has it. */
class PointersTest extends RunningServer {
  private static final String MODELS = "/api/v1/models";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"!\"}|/name",
        "{\"name\":\"x\",\"tags\":{\"a~b/c\":1}}|/tags/a~0b~1c",
        "{\"name\":\"x\",\"a/b\":1}|/a~1b"
      })
  void ofAModel(String body, String pointer) {
    assertThat(pointer(post(MODELS, body))).isEqualTo(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"framework\":{\"name\":\"\"}}|/framework/name",
        "{\"lineage\":{\"parents\":[{\"model\":\"nobody\",\"version\":1}]}}|/lineage/parents/0",
        "{\"lineage\":{\"datasets\":[{\"name\":\"d\",\"digest\":\"x\"}]}}|/lineage/datasets/0/digest",
        "{\"signature\":{\"inputs\":[{\"name\":\"a\",\"type\":\"odd\"}]}}|/signature/inputs/0/type",
        "{\"label\":\"v1\"}|/label"
      })
  void ofAVersion(String body, String pointer) {
    String model = model("pointers");
    assertThat(pointer(post(MODELS + "/" + model + "/versions", body))).isEqualTo(pointer);
    post(MODELS + "/" + model + "/versions", "{}");
    String tags = "{\"versions\":[{\"model\":\"%s\",\"version\":1,\"tags\":{\"a/b\":\"%s\"}}]}";
    String batch = tags.formatted(model, "x".repeat(5_001));
    assertThat(pointer(post("/api/v1/versions/tags", batch))).isEqualTo("/versions/0/tags/a~1b");
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=0, ?limit",
    "?cursor=x, ?cursor",
    "?filter=odd, ?filter",
    "?orderBy=odd, ?orderBy",
    "?facets=odd, ?facets",
    "?count=odd, ?count",
    "?odd=1, ?odd",
    "/{model}?at=2999-01-01T00:00:00Z, ?at",
    "/{model}?at=yesterday, ?at",
    "/{model}/compare, ?versions",
    "'/{model}/compare?versions=1,1', ?versions",
    "/{model}/compatibility?from=x&to=1, ?from",
    "/{model}/versions/1/lineage?depth=0, ?depth",
    "/{model}/versions/1/lineage?direction=x, ?direction",
    "/{model}/timeline?kind=odd, ?kind",
    "/{model}/stages/odd, /stage",
    "/{model}/stages/retired, /stage",
    "/{model}/aliases/7, /alias"
  })
  void ofTheQueryAndThePath(String path, String pointer) {
    String model = model("pointers");
    post(MODELS + "/" + model + "/versions", "{}");
    assertThat(pointer(get(MODELS + path.replace("{model}", model)))).isEqualTo(pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "baseline, ?prediction=none, ?prediction",
    "baseline, ?categorical=none, ?categorical",
    "baseline, ?prediction=x&score=x, ?prediction",
    "observations, '', ?source"
  })
  void ofRows(String resource, String query, String pointer) {
    String model = model("pointers");
    int version = ready(model);
    Answer refused =
        send(
            to(MODELS + "/" + model + "/versions/" + version + "/" + resource + query, ADMIN)
                .header("Content-Type", "text/csv")
                .method(
                    resource.equals("baseline") ? "PUT" : "POST",
                    BodyPublishers.ofString("x\n1\n2\n")));
    assertThat(pointer(refused)).isEqualTo(pointer);
  }

  @Test
  void ofABodyIsNotTakenForTheQueryOfTheSameCall() {
    String model = model("pointers");
    int version = ready(model);
    String path = MODELS + "/" + model + "/versions/" + version + "/baseline";
    assertThat(pointer(send(with("PUT", path, "{\"timestamp\":1}")))).isEqualTo("/timestamp");
    assertThat(pointer(send(with("PUT", path, "{\"artifact\":\"model.bin\"}"))))
        .isEqualTo("/artifact");
  }

  @Test
  void ofAHeader() {
    String model = model("pointers");
    post(MODELS + "/" + model + "/versions", "{}");
    Answer refused =
        send(
            to(MODELS + "/" + model + "/versions/1/artifacts/a.bin", ADMIN)
                .header("Content-Digest", "sha-256=:x:")
                .PUT(BodyPublishers.ofString("x")));
    assertThat(pointer(refused)).isEqualTo("Content-Digest");
  }

  @Test
  void theRemedyNamesTheCall() {
    String model = model("pointers");
    assertThat(get(MODELS + "/" + model + "/aliases/champion").json().path("detail").asString())
        .isEqualTo(
            "%1$s has no alias champion. GET /api/v1/models/%1$s shows its aliases."
                .formatted(model));
    assertThat(get(MODELS + "/" + model + "/stages/production").json().path("detail").asString())
        .endsWith(
            "Move one there by POST /api/v1/models/%s/versions/{version}/transitions."
                .formatted(model));
  }

  private static String pointer(Answer refused) {
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    return refused.json().at("/errors/0/pointer").asString();
  }
}
