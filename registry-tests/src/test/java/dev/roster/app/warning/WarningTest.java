package dev.roster.app.warning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.OwnServer;
import dev.roster.app.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a version's files name and the version does not hold is said at finalize. */
class WarningTest extends RunningServer {
  private static final Path SIGNED =
      Path.of("../registry-core/src/test/resources/dev/roster/core/signature");
  private static final byte[] WEIGHTS = new byte[64];
  private static final String LFS =
      """
      version https://git-lfs.github.com/spec/v1
      oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
      size 184320012
      """;
  private static final String DVC =
      """
      outs:
      - md5: 22a1a2931c8370d3aeedd7183606fd7f
        size: 14445097
        hash: md5
        path: %s
      """;

  @ParameterizedTest
  @ValueSource(strings = {"beside", "constant", "branch", "function"})
  void weightsOfAnOnnxModelThatAreNotAmongTheFilesAreNamed(String name) throws IOException {
    byte[] onnx = onnx(name);
    assertThat(warnings(Map.of("net/model.onnx", onnx)))
        .containsExactly("net/model.onnx external_data_missing 'weights.bin' net/weights.bin");
    assertThat(warnings(Map.of("net/model.onnx", onnx, "weights.bin", WEIGHTS))).hasSize(1);
    assertThat(warnings(Map.of("net/model.onnx", onnx, "net/weights.bin", WEIGHTS))).isEmpty();
  }

  @Test
  void weightsThatAreCutShortAreNamed() throws IOException {
    assertThat(warnings(Map.of("model.onnx", onnx("beside"), "weights.bin", new byte[63])))
        .containsExactly("model.onnx external_data_missing 'weights.bin' beyond its end");
  }

  @ParameterizedTest
  @CsvSource({"climbing, ../../weights.bin", "absolute, /srv/weights.bin"})
  void path15APlaceOutsideTheModelsFolderIsNamedAndNeverOpened(String name, String place)
      throws IOException {
    assertThat(warnings(Map.of("a/b/c/model.onnx", onnx(name), "a/weights.bin", WEIGHTS)))
        .containsExactly("a/b/c/model.onnx external_data_outside '" + place + "' never opened");
  }

  @Test
  void aPointerInPlaceOfTheBytesIsNamedWhateverTheFile() {
    assertThat(
            warnings(
                Map.of(
                    "model.onnx", LFS.getBytes(UTF_8),
                    "data/train.csv", LFS.getBytes(UTF_8),
                    "weights.bin", "/annex/objects/SHA256E-s9--ab.bin\n".getBytes(UTF_8),
                    "note.txt", ("How to read a pointer:\n" + LFS).getBytes(UTF_8))))
        .containsExactlyInAnyOrder(
            "model.onnx pointer Git LFS 184320012 git lfs pull",
            "data/train.csv pointer Git LFS 184320012 git lfs pull",
            "weights.bin pointer git-annex git annex get");
  }

  @ParameterizedTest
  @CsvSource({
    "model.pkl.dvc, model.pkl, other.bin, 1",
    "models/net.dvc, net.safetensors, other.bin, 1",
    "model.dvc, model, README.md, 1", // nothing but files about a model
    "train.csv.dvc, train.csv, model.onnx, 0", // what the model was trained on
    "models/model.pkl.dvc, model.pkl, models/model.pkl, 0",
    "model.dvc, model, model/net.pt, 0",
  })
  void aFileOfDvcForAModelThatIsNotThereIsNamed(String file, String out, String other, int count) {
    List<String> found =
        warnings(Map.of(file, DVC.formatted(out).getBytes(UTF_8), other, new byte[] {1}));
    assertThat(found).hasSize(count);
    if (count > 0) assertThat(found.get(0)).isEqualTo(file + " pointer " + out + " dvc pull");
  }

  @Test
  void filesThatAnMlModelNamesAreAskedFor() {
    String mlModel =
        """
        flavors:
          python_function:
            env: {conda: conda.yaml, virtualenv: python_env.yaml}
            loader_module: mlflow.sklearn
            model_path: model.pkl
            artifacts: {words: {path: artifacts/words.txt, uri: /home/me/words.txt}}
          sklearn: {pickled_model: model.pkl, code: null}
          onnx: {data: net}
          spark: {data: "s3://bucket/away"}
        saved_input_example_info: {artifact_path: input_example.json, type: dataframe}
        """;
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("m/MLmodel", mlModel.getBytes(UTF_8));
    files.put("m/conda.yaml", new byte[] {1});
    files.put("m/net/model.onnx", new byte[] {1});
    files.put("python_env.yaml", new byte[] {1}); // not beside it
    assertThat(warnings(files))
        .containsExactlyInAnyOrder(
            "m/MLmodel file_missing python_env.yaml",
            "m/MLmodel file_missing model.pkl",
            "m/MLmodel file_missing artifacts/words.txt",
            "m/MLmodel file_missing input_example.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors.index.json", "pytorch_model.bin.index.json"})
  void partsThatAnIndexNamesAreAskedFor(String index) {
    byte[] map =
        """
        {"metadata": {"total_size": 99, "weight_map": {"a": "no.bin"}},
         "weight_map": {"a": "part-1-of-2", "b": "part-2-of-2", "c": "part-2-of-2"}}
        """
            .getBytes(UTF_8);
    assertThat(warnings(Map.of("net/" + index, map, "net/part-1-of-2", new byte[] {1})))
        .containsExactly("net/" + index + " file_missing part-2-of-2");
  }

  @Test
  void theVariablesOfASavedModelAreAskedFor() throws IOException {
    byte[] model = Files.readAllBytes(SIGNED.resolve("keras.saved_model.pb"));
    assertThat(warnings(Map.of("saved_model.pb", model)))
        .containsExactly(
            "saved_model.pb file_missing variables/variables.index",
            "saved_model.pb file_missing variables/variables.data-00000-of-00001");
    assertThat(
            warnings(
                Map.of(
                    "m/saved_model.pb", model,
                    "m/variables/variables.index", new byte[] {1},
                    "m/variables/variables.data-00001-of-00002", new byte[] {1})))
        .containsExactly("m/saved_model.pb file_missing m/variables/variables.data-00000-of-00002");
    assertThat(
            warnings(
                Map.of(
                    "saved_model.pb", model,
                    "variables/variables.index", new byte[] {1},
                    "variables/variables.data-00000-of-00001", new byte[] {1})))
        .isEmpty();
  }

  @Test
  void aFileThatIsNotWhatItsNameSaysNamesNothing() {
    assertThat(
            warnings(
                Map.of(
                    "model.onnx", "no".getBytes(UTF_8),
                    "MLmodel", "- [".getBytes(UTF_8),
                    "a.index.json", "{\"weight_map\": [".getBytes(UTF_8),
                    "saved_model.pb", new byte[] {9, 9, 9})))
        .isEmpty();
  }

  @Test
  void aGateKeepsAVersionWithWarningsFromProductionIfItIsSet() {
    try (OwnServer own = OwnServer.with(Map.of("roster.lifecycle.refuse-warnings", "true"))) {
      String versions = "/api/v1/models/m/versions";
      own.send("POST", "/api/v1/models", "{\"name\":\"m\"}");
      for (String body : List.of(LFS, "whole")) {
        int number = own.send("POST", versions, "{}").json().path("version").asInt();
        own.send("PUT", versions + "/" + number + "/artifacts/model.bin", body);
        own.send("POST", versions + "/" + number + "/finalize", "{}");
        String move = versions + "/" + number + "/transitions";
        assertThat(own.send("POST", move, "{\"to\":\"staging\"}").status()).isEqualTo(201);
        Answer promoted = own.send("POST", move, "{\"to\":\"production\",\"reason\":\"because\"}");
        assertThat(promoted.status()).as(promoted.text()).isEqualTo(number == 1 ? 409 : 201);
        assertThat(promoted.text())
            .contains(
                number == 1
                    ? "The gate warnings refuses the move: the version has 1 warning: model.bin is"
                        + " a pointer of Git LFS"
                    : "\"gate\":\"warnings\",\"passed\":true");
      }
    }
  }

  private static byte[] onnx(String name) throws IOException {
    return Files.readAllBytes(Path.of("src/test/resources/dev/roster/app/warning", name + ".onnx"));
  }

  /** A version with the files is finalized: its warnings, as path, code and words of the detail. */
  private List<String> warnings(Map<String, byte[]> files) {
    String versions = "/api/v1/models/" + model("warned") + "/versions";
    int number = post(versions, "{}").json().path("version").asInt();
    String version = versions + "/" + number;
    files.forEach(
        (path, bytes) -> {
          Answer sent =
              send(
                  to(version + "/artifacts/" + path, ADMIN).PUT(BodyPublishers.ofByteArray(bytes)));
          assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        });
    assertThat(get(version).json().path("warnings").size()).isZero();
    Answer ready = post(version + "/finalize", "{}");
    assertThat(ready.status()).as(ready.text()).isEqualTo(200);
    assertThat(get(version).json().path("warnings")).isEqualTo(ready.json().path("warnings"));
    List<String> found = new ArrayList<>();
    for (JsonNode one : ready.json().path("warnings"))
      found.add(
          one.path("path").asString()
              + " "
              + one.path("code").asString()
              + " "
              + words(one.path("detail").asString()));
    return found;
  }

  /** What a detail is about, without the rest of its sentence. */
  private static String words(String detail) {
    return detail
        .replaceFirst("^(?:has weights in|names|has its variables in|is a pointer of) ", "")
        .replaceFirst("^is a file of DVC for ", "")
        .replaceFirst(", which is outside its folder and is never opened\\..*", " never opened")
        .replaceFirst(", which is not among the files\\. Upload it to ", " ")
        .replaceFirst(", which is not among the files\\. Run (.*) before the upload", " $1")
        .replaceFirst(", which is not among the files\\..*", "")
        .replaceFirst(" beyond its end, .*", " beyond its end")
        .replaceFirst(" to a file of (\\d+) bytes", " $1")
        .replaceFirst(", and not the file itself\\. Run (.*) before the upload", " $1");
  }
}
