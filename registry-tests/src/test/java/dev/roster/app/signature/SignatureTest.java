package dev.roster.app.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SignatureTest extends RunningServer {
  private static final Path FILES =
      Path.of("../registry-core/src/test/resources/dev/roster/core/signature");

  private String versions;

  @BeforeEach
  void register() {
    versions = "/api/v1/models/" + model("signature") + "/versions";
  }

  @ParameterizedTest
  @CsvSource({
    "columns.MLmodel, m/MLmodel, mlmodel, age, integer",
    "pipeline.onnx, model/pipeline.onnx, onnx, age, tensor",
    "keras.saved_model.pb, 1/saved_model.pb, savedmodel, features, tensor",
    "written.config.pbtxt, credit/config.pbtxt, triton, age, tensor",
  })
  void aSignatureIsReadFromAModelsFile(
      String file, String path, String kind, String input, String type) throws IOException {
    String version = versionOf("{}");
    put(version, path, bytes(file));
    JsonNode ready = finalized(version);
    assertThat(ready.at("/signatureSource/kind").asString()).isEqualTo(kind);
    assertThat(ready.at("/signatureSource/path").asString()).isEqualTo(path);
    assertThat(ready.at("/signatureSource/files/0/outcome").asString()).isEqualTo("used");
    assertThat(ready.at("/signature/inputs/0/name").asString()).isEqualTo(input);
    assertThat(ready.at("/signature/inputs/0/type").asString()).isEqualTo(type);
    JsonNode manifest = get(version + "/manifest").json();
    assertThat(manifest.at("/signature/inputs/0/name").asString()).isEqualTo(input);
    assertThat(manifest.has("signatureSource")).isFalse();
    assertThat(get(version).json()).isEqualTo(ready);
    assertThat(post(version + "/finalize", "{}").json()).isEqualTo(ready);
  }

  @Test
  void theSameFileGivesTheSameSignatureInTheManifest() throws IOException {
    JsonNode[] signatures = new JsonNode[2];
    for (int i = 0; i < 2; i++) {
      String version = versionOf("{}");
      put(version, "m/MLmodel", bytes("nested.MLmodel"));
      finalized(version);
      signatures[i] = get(version + "/manifest").json().path("signature");
    }
    assertThat(signatures[0]).isEqualTo(signatures[1]);
    assertThat(signatures[0].at("/params/0/default").asInt()).isEqualTo(5);
  }

  @Test
  void whatPeopleWroteDownIsBelievedBeforeWhatAGraphSays() throws IOException {
    String version = versionOf("{}");
    put(version, "m/model.onnx", bytes("classifier.onnx"));
    put(version, "m/MLmodel", bytes("columns.MLmodel"));
    JsonNode ready = finalized(version);
    assertThat(ready.at("/signatureSource/kind").asString()).isEqualTo("mlmodel");
    assertThat(ready.at("/signatureSource/files").size()).isOne();

    String next = versionOf("{}");
    put(next, "m/model.onnx", bytes("classifier.onnx"));
    put(next, "m/MLmodel", bytes("unsigned.MLmodel"));
    JsonNode source = finalized(next).path("signatureSource");
    assertThat(source.path("kind").asString()).isEqualTo("onnx");
    assertThat(source.at("/files/0/outcome").asString()).isEqualTo("no_signature");
    assertThat(source.at("/files/1/outcome").asString()).isEqualTo("used");
  }

  @ParameterizedTest
  @CsvSource({"m/model.onnx", "m/MLmodel", "saved_model.pb", "config.pbtxt"})
  void aFileThatIsNotWhatItsNameSaysStopsNothing(String path) {
    String version = versionOf("{}");
    put(version, path, "not a model [ { at all".getBytes());
    JsonNode ready = finalized(version);
    assertThat(ready.path("signature").isNull()).isTrue();
    assertThat(ready.at("/signatureSource/kind").asString()).isEqualTo("none");
    assertThat(ready.at("/signatureSource/files/0/outcome").asString()).isEqualTo("unreadable");
    assertThat(ready.at("/signatureSource/files/0/detail").asString()).isNotBlank();

    String given = versionOf("{\"signature\":{\"inputs\":[{\"name\":\"x\",\"type\":\"long\"}]}}");
    put(given, path, new byte[0]);
    JsonNode kept = finalized(given);
    assertThat(kept.at("/signatureSource/kind").asString()).isEqualTo("given");
    assertThat(kept.at("/signature/inputs/0/name").asString()).isEqualTo("x");
  }

  @Test
  void whatAFileSaysThatCannotBeKeptStopsNothingEither() {
    for (String text :
        new String[] {
          "signature: {inputs: '[{\"type\":\"long\",\"name\":\"\\u0000\"}]'}",
          "signature: {inputs: '[{\"type\":\"long\",\"name\":\"\\ud800\"}]'}",
          "signature: {params: '[{\"type\":\"double\",\"name\":\"p\",\"default\":1e999}]'}",
          "signature: {inputs: '[{\"type\":\"" + "x".repeat(5_000) + "\",\"name\":\"a\"}]'}",
        }) {
      String version = versionOf("{}");
      put(version, "MLmodel", text.getBytes());
      finalized(version);
    }
    String triton = versionOf("{}");
    put(triton, "config.pbtxt", "input { name: 'x' data_type: '\\0\\377' }".getBytes());
    assertThat(finalized(triton).at("/signatureSource/files/0/detail").asString())
        .startsWith("has the data_type ");
  }

  @Test
  void ofASignatureThatThereIsNoRoomForAsMuchIsKeptAsFits() {
    JsonNode ready = finalizedWithLargeFacts(100);
    assertThat(ready.at("/signature/inputs").size()).isBetween(1, 249);
    assertThat(ready.at("/signature/inputs/0/name").asString()).endsWith("n0");
    assertThat(ready.at("/signatureSource/kind").asString()).isEqualTo("mlmodel");
    assertThat(ready.at("/signatureSource/files/0/outcome").asString()).isEqualTo("used");
    assertThat(ready.at("/signatureSource/files/0/detail").asString())
        .startsWith("leaves out all but %d inputs".formatted(ready.at("/signature/inputs").size()))
        .contains("1 MiB");
  }

  @Test
  void aSignatureThatThereIsNoRoomForIsNotKept() {
    JsonNode ready = finalizedWithLargeFacts(109);
    assertThat(ready.path("signature").isNull()).isTrue();
    assertThat(ready.at("/signatureSource/kind").asString()).isEqualTo("none");
    assertThat(ready.at("/signatureSource/files/0/outcome").asString()).isEqualTo("unreadable");
    assertThat(ready.at("/signatureSource/files/0/detail").asString()).contains("1 MiB");
  }

  /** A version with an MLmodel of 250 long names, which can still be described. */
  private JsonNode finalizedWithLargeFacts(int parameters) {
    StringBuilder large = new StringBuilder();
    for (int i = 0; i < parameters; i++)
      large.append(i == 0 ? "" : ",").append("\"p%d\":\"%s\"".formatted(i, "x".repeat(9_500)));
    String version = versionOf("{\"hyperparameters\":{" + large + "}}");
    StringBuilder inputs = new StringBuilder();
    for (int i = 0; i < 250; i++)
      inputs
          .append(i == 0 ? "" : ",")
          .append("{\"type\":\"double\",\"name\":\"%s%d\"}".formatted("n".repeat(490), i));
    String file =
        "mlflow_version: 3.17.2\nsignature:\n  inputs: '[" + inputs + "]'\n  outputs: null\n";
    put(version, "m/MLmodel", file.getBytes(StandardCharsets.UTF_8));
    JsonNode ready = finalized(version);
    Answer patched = send(with("PATCH", version, "{\"description\":\"large\"}"));
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    return ready;
  }

  @Test
  void aGivenSignatureMustNotContradictTheFile() throws IOException {
    String version =
        versionOf(
            """
            {"signature":{"inputs":[{"name":"age","type":"string"},{"name":"incme","type":"double"},
              {"name":"city","type":"string"}],"outputs":[{"name":"output_label","type":"string"}]}}""");
    put(version, "model.onnx", bytes("pipeline.onnx"));
    Answer refused = post(version + "/finalize", "{}");
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("signature_mismatch");
    assertThat(refused.json().path("errors").findValuesAsString("pointer"))
        .containsExactly(
            "/signature/inputs/0/type", "/signature/inputs/1/name", "/signature/inputs");
    assertThat(refused.text()).contains("incme is not an input of model.onnx", "lacks income");
    assertThat(get(version).json().path("status").asString()).isEqualTo("draft");

    Answer patched = send(with("PATCH", version, "{\"signature\":null}"));
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(finalized(version).at("/signatureSource/kind").asString()).isEqualTo("onnx");
  }

  @Test
  void columnsAgreeWithTheTensorThatTheyAreWrittenIn() throws IOException {
    String version =
        versionOf(
            """
            {"signature":{"inputs":[{"name":"a","type":"double"},{"name":"b","type":"long"},{"name":"c","type":"double"}],
              "outputs":[{"name":"y_pred","type":"long"}]}}""");
    put(version, "model.onnx", bytes("classifier.onnx"));
    JsonNode ready = finalized(version);
    assertThat(ready.at("/signatureSource/kind").asString()).isEqualTo("given");
    assertThat(ready.at("/signatureSource/files/0/outcome").asString()).isEqualTo("agrees");
    assertThat(ready.at("/signature/inputs/0/name").asString()).isEqualTo("a");
  }

  @Test
  void ofFilesThatDisagreeNoneIsBelieved() throws IOException {
    String version = versionOf("{}");
    put(version, "encoder.onnx", bytes("classifier.onnx"));
    put(version, "decoder.onnx", bytes("pipeline.onnx"));
    put(version, "parts/deeper.onnx", bytes("kinds.onnx"));
    JsonNode source = finalized(version).path("signatureSource");
    assertThat(source.path("kind").asString()).isEqualTo("none");
    assertThat(source.path("files").findValuesAsString("outcome"))
        .containsExactly("ambiguous", "ambiguous");
  }

  @Test
  void ofAVersionWithoutModelFilesItIsSaidWhoGaveTheSignature() {
    String none = versionOf("{}");
    put(none, "weights.bin", new byte[] {1});
    assertThat(get(none).json().path("signatureSource").isNull()).isTrue();
    assertThat(finalized(none).at("/signatureSource/kind").asString()).isEqualTo("none");
    String given = versionOf("{\"signature\":{\"outputs\":[{\"name\":\"y\",\"type\":\"long\"}]}}");
    put(given, "weights.bin", new byte[] {1});
    assertThat(finalized(given).at("/signatureSource/kind").asString()).isEqualTo("given");
  }

  @Test
  void aStoreThatIsAwayIsNoReasonToLoseTheSignature() throws IOException {
    String version = versionOf("{}");
    put(version, "model.onnx", bytes("classifier.onnx"));
    STORE.cut();
    try {
      assertThat(post(version + "/finalize", "{}").code()).isEqualTo("storage_unavailable");
    } finally {
      mendStore();
    }
    assertThat(finalized(version).at("/signatureSource/kind").asString()).isEqualTo("onnx");
  }

  @Test
  void tensorsOfAnyShapeAndCompoundsMayBeGiven() {
    String version =
        versionOf(
            """
            {"signature":{"inputs":[{"name":"x","type":"tensor","dtype":"float32"},
              {"name":"m","type":"array","dtype":"array<object<role:string>>"}],
              "params":[{"name":"k","type":"integer","default":5},{"name":"l","type":"string","default":["a"],"shape":[-1]}]}}""");
    JsonNode signature = get(version).json().path("signature");
    assertThat(signature.at("/inputs/0/shape").isNull()).isTrue();
    assertThat(signature.at("/params/0/default").asInt()).isEqualTo(5);
    assertThat(signature.at("/params/1/default/0").asString()).isEqualTo("a");
    for (String wrong :
        new String[] {
          "{\"inputs\":[{\"name\":\"x\",\"type\":\"array\"}]}",
          "{\"inputs\":[{\"name\":\"x\",\"type\":\"long\",\"dtype\":\"int64\"}]}",
          "{\"params\":[{\"name\":\"x\",\"type\":\"tensor\"}]}",
          "{\"params\":[{\"name\":\"x\",\"type\":\"long\"},{\"name\":\"x\",\"type\":\"long\"}]}",
          "{\"inputs\":[{\"name\":\"x\",\"type\":\"tensor\",\"dtype\":\"f\",\"shape\":[-2]}]}",
        })
      assertThat(post(versions, "{\"signature\":" + wrong + "}").code()).isEqualTo("invalid_field");
  }

  private String versionOf(String facts) {
    Answer made = post(versions, facts);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return versions + "/" + made.json().path("version").asInt();
  }

  private void put(String version, String path, byte[] bytes) {
    Answer put =
        send(to(version + "/artifacts/" + path, ADMIN).PUT(BodyPublishers.ofByteArray(bytes)));
    assertThat(put.status()).as(put.text()).isEqualTo(201);
  }

  private JsonNode finalized(String version) {
    Answer done = post(version + "/finalize", "{}");
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    return done.json();
  }

  private static byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(FILES.resolve(file));
  }
}
