package dev.roster.app.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Versions that hold several models, of which one is what clients call. */
class SeveralModelsTest extends RunningServer {
  private static final Path FILES =
      Path.of("../registry-core/src/test/resources/dev/roster/core/signature");
  private static final String NET =
      """
      max_batch_size: 8
      input { name: "pixels" data_type: TYPE_FP32 dims: [3, 8, 8] }
      output { name: "scores" data_type: TYPE_FP32 dims: [2] }
      """;
  private static final String DECODER =
      """
      input { name: "jpeg" data_type: TYPE_UINT8 dims: -1 }
      output { name: "pixels" data_type: TYPE_FP32 dims: [3, 8, 8] }
      """;
  private static final String ENSEMBLE =
      """
      name: "door"
      platform: "ensemble"
      input { name: "photo" data_type: TYPE_STRING dims: 1 }
      output { name: "label" data_type: TYPE_STRING dims: 1 }
      ensemble_scheduling {
        step { model_name: "decoder" input_map { key: "jpeg" value: "photo" } }
        step { model_name: "inner" }
      }
      """;
  private static final String INNER =
      """
      platform: "ensemble"
      input { name: "pixels" data_type: TYPE_FP32 dims: 1 }
      output { name: "label" data_type: TYPE_STRING dims: 1 }
      ensemble_scheduling < step [ { model_name: "net" } ] >
      """;

  private String versions;

  @BeforeEach
  void register() {
    versions = "/api/v1/models/" + model("several") + "/versions";
  }

  @Test
  void anEnsembleIsWhatClientsCall() throws IOException {
    String version =
        versionOf(
            null,
            Map.of(
                "repository/decoder/config.pbtxt", DECODER.getBytes(UTF_8),
                "repository/net/config.pbtxt", NET.getBytes(UTF_8),
                "repository/net/1/model.onnx", bytes("classifier.onnx"),
                "repository/door/config.pbtxt", ENSEMBLE.getBytes(UTF_8),
                "repository/inner/config.pbtxt", INNER.getBytes(UTF_8),
                "MLmodel", bytes("columns.MLmodel")));
    JsonNode ready = finalized(version);
    assertThat(ready.at("/signatureSource/kind").asString()).isEqualTo("triton");
    assertThat(ready.at("/signatureSource/path").asString())
        .isEqualTo("repository/door/config.pbtxt");
    assertThat(ready.at("/signature/inputs/0/name").asString()).isEqualTo("photo");
    assertThat(ready.at("/signatureSource/files").size()).isOne();
  }

  @Test
  void ofTwoEnsemblesNeitherIsBelieved() {
    String other = ENSEMBLE.replace("door", "other").replace("photo", "picture");
    String version =
        versionOf(
            null,
            Map.of(
                "door/config.pbtxt", ENSEMBLE.getBytes(UTF_8),
                "other/config.pbtxt", other.getBytes(UTF_8)));
    JsonNode source = finalized(version).path("signatureSource");
    assertThat(source.path("kind").asString()).isEqualTo("none");
    assertThat(source.path("files").findValuesAsString("outcome"))
        .containsExactly("ambiguous", "ambiguous");
  }

  @Test
  void aConfigurationSpeaksForTheFilesInItsNumberedFolders() throws IOException {
    for (String folder : new String[] {"", "repository/net/"}) {
      String version =
          versionOf(
              null,
              Map.of(
                  folder + "config.pbtxt", NET.getBytes(UTF_8),
                  folder + "1/model.onnx", bytes("classifier.onnx"),
                  folder + "2/MLmodel", bytes("columns.MLmodel")));
      JsonNode ready = finalized(version);
      assertThat(ready.at("/signatureSource/kind").asString()).isEqualTo("triton");
      assertThat(ready.at("/signature/inputs/0/name").asString()).isEqualTo("pixels");
      assertThat(ready.at("/signatureSource/files").size()).isOne();
    }
    String completed =
        versionOf(
            null,
            Map.of(
                "net/config.pbtxt", bytes("completed.config.pbtxt"),
                "net/1/model.onnx", bytes("classifier.onnx")));
    assertThat(finalized(completed).at("/signatureSource/path").asString())
        .isEqualTo("net/1/model.onnx");
  }

  @Test
  void whatAConfigurationLeavesOutIsTakenFromItsModel() throws IOException {
    byte[] outputs = "output { name: \"label\" data_type: TYPE_INT64 dims: -1 }".getBytes(UTF_8);
    JsonNode ready =
        finalized(
            versionOf(
                null,
                Map.of("m/config.pbtxt", outputs, "m/1/model.onnx", bytes("classifier.onnx"))));
    assertThat(ready.at("/signatureSource/path").asString()).isEqualTo("m/config.pbtxt");
    assertThat(ready.at("/signatureSource/files").size()).isOne();
    assertThat(ready.at("/signature/inputs").findValuesAsString("name"))
        .containsExactly("features");
    assertThat(ready.at("/signature/outputs").findValuesAsString("name")).containsExactly("label");

    JsonNode alone = finalized(versionOf(null, Map.of("m/config.pbtxt", outputs)));
    assertThat(alone.at("/signature/inputs").isNull()).as(alone.toString()).isTrue();
    assertThat(alone.at("/signature/outputs").size()).isOne();
  }

  @Test
  void aGivenSignatureSaysWhichOfTheModelsIsCalled() throws IOException {
    String given =
        """
        {"inputs":[{"name":"jpeg","type":"tensor","dtype":"uint8","shape":[-1]}],
         "outputs":[{"name":"pixels","type":"tensor","dtype":"float32","shape":[3,8,8]}]}""";
    String version =
        versionOf(
            given,
            Map.of(
                "model.onnx", bytes("classifier.onnx"),
                "doors/decoder/config.pbtxt", DECODER.getBytes(UTF_8)));
    JsonNode source = finalized(version).path("signatureSource");
    assertThat(source.path("kind").asString()).isEqualTo("given");
    assertThat(source.path("files").findValuesAsString("path"))
        .containsExactly("model.onnx", "doors/decoder/config.pbtxt");
    assertThat(source.path("files").findValuesAsString("outcome"))
        .containsExactly("ambiguous", "agrees");

    String deeper =
        versionOf(
            "{\"inputs\":[{\"name\":\"features\",\"type\":\"tensor\",\"dtype\":\"float32\",\"shape\":[-1,3]}]}",
            Map.of(
                "prepare.onnx", bytes("kinds.onnx"), "main/model.onnx", bytes("classifier.onnx")));
    assertThat(finalized(deeper).at("/signatureSource/files").findValuesAsString("outcome"))
        .containsExactly("agrees", "ambiguous");
  }

  @Test
  void aGivenSignatureThatNoneOfTheModelsHasIsRefusedWhereOneIsCalled() throws IOException {
    String version =
        versionOf(
            "{\"inputs\":[{\"name\":\"nothing\",\"type\":\"string\"}]}",
            Map.of(
                "net/config.pbtxt", NET.getBytes(UTF_8),
                "net/1/model.onnx", bytes("classifier.onnx")));
    assertThat(post(version + "/finalize", "{}").code()).isEqualTo("signature_mismatch");
  }

  @Test
  void ofModelsOfSeveralKindsThatContradictNoneIsBelieved() throws IOException {
    String version =
        versionOf(
            null,
            Map.of(
                "encoder/model.onnx", bytes("pipeline.onnx"),
                "scorer/saved_model.pb", bytes("served.saved_model.pb")));
    JsonNode source = finalized(version).path("signatureSource");
    assertThat(source.path("kind").asString()).isEqualTo("none");
    assertThat(source.path("files").findValuesAsString("outcome"))
        .containsExactly("ambiguous", "ambiguous");
  }

  @Test
  void aSavedModelWithoutADefaultIsAmbiguousAndItsSignaturesAreNamed() {
    byte[] model = savedModel("encode", "decode");
    JsonNode ready = finalized(versionOf(null, Map.of("1/saved_model.pb", model)));
    assertThat(ready.path("signature").isNull()).isTrue();
    assertThat(ready.at("/signatureSource/files/0/outcome").asString()).isEqualTo("ambiguous");
    assertThat(ready.at("/signatureSource/files/0/detail").asString())
        .contains("decode, encode", "serving_default");

    String decode =
        "{\"inputs\":[{\"name\":\"decode\",\"type\":\"tensor\",\"dtype\":\"float32\"}]}";
    JsonNode given = finalized(versionOf(decode, Map.of("1/saved_model.pb", model)));
    assertThat(given.at("/signatureSource/files/0/outcome").asString()).isEqualTo("agrees");
  }

  @Test
  void whatWasLeftOutOfASignatureIsSaid() {
    String file =
        "signature: {inputs: '[{\"type\":\"long\",\"name\":\"a\"},{\"type\":\"long\",\"name\":\"%s\"}]'}"
            .formatted("x".repeat(600));
    JsonNode ready = finalized(versionOf(null, Map.of("MLmodel", file.getBytes(UTF_8))));
    assertThat(ready.at("/signature/inputs").size()).isOne();
    assertThat(ready.at("/signatureSource/files/0/outcome").asString()).isEqualTo("used");
    assertThat(ready.at("/signatureSource/files/0/detail").asString())
        .contains("leaves out input 1, because its name has 600 characters");
  }

  /** A SavedModel whose signatures each have one input, of the signature's name. */
  private static byte[] savedModel(String... names) {
    byte[] graph = field(1, field(4, "serve".getBytes(UTF_8)));
    for (String name : names) {
      byte[] key = field(1, name.getBytes(UTF_8));
      byte[] input = join(key, field(2, new byte[] {16, 1}));
      graph = join(graph, field(5, join(key, field(2, field(1, input)))));
    }
    return field(2, graph);
  }

  /** A field of protobuf, of at most 127 bytes. */
  private static byte[] field(int number, byte[] content) {
    assertThat(content.length).isLessThan(128);
    return join(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private String versionOf(String signature, Map<String, byte[]> files) {
    Answer made = post(versions, signature == null ? "{}" : "{\"signature\":" + signature + "}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String version = versions + "/" + made.json().path("version").asInt();
    files.forEach(
        (path, bytes) -> {
          Answer put =
              send(
                  to(version + "/artifacts/" + path, ADMIN).PUT(BodyPublishers.ofByteArray(bytes)));
          assertThat(put.status()).as(put.text()).isEqualTo(201);
        });
    return version;
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
