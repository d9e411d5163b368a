package dev.roster.app.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** Files by the real DVC, {@code lineage/dvc_files.sh}, and such as nobody should write. */
class FileLineageTest extends LineageCalls {
  private String model;
  private int version;

  @BeforeEach
  void draft() {
    model = model("files");
    version = draft(model);
  }

  static byte[] resource(String name) {
    try {
      return new ClassPathResource("lineage/" + name).getContentAsByteArray();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private JsonNode finalized() {
    Answer done = post(path(model, version) + "/finalize", "{}");
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    return graph(model, version, "");
  }

  @Test
  void whatDvcWroteIsInTheGraphWithItsFile() {
    put(model, version, "data/housing.csv.dvc", resource("dvc/housing.csv.dvc"));
    put(model, version, "data/images.dvc", resource("dvc/images.dvc"));
    put(model, version, "dvc.lock", resource("dvc/dvc.lock"));
    JsonNode graph = finalized();
    assertThat(ids(graph))
        .containsExactlyInAnyOrder(
            "version:%s/%d".formatted(model, version),
            "dataset:md5:77ea65750856501db1549c276e42afd7",
            "dataset:md5:597481b65f6e8e4f256f7540ae44c0c3.dir",
            "dataset:md5:6f7e4c1ce14167cc530f9ada46000877");
    assertThat(texts(graph.path("edges"), "claim")).containsExactly("file");
    assertThat(texts(graph.path("edges"), "file"))
        .containsExactly("data/housing.csv.dvc", "data/images.dvc", "dvc.lock");
    assertThat(graph.path("notes").size()).isZero();
    JsonNode use =
        get("/api/v1/datasets/md5:77ea65750856501db1549c276e42afd7/versions").json().path("items");
    assertThat(use.path(0).path("model").asString()).isEqualTo(model);
    assertThat(use.path(0).path("roles").toString()).isEqualTo("[\"data\",\"dependency\"]");
    assertThat(get(path(model, version)).json().path("lineage").isNull()).isTrue();
    assertThat(get(path(model, version) + "/manifest").text()).doesNotContain("lineage");
  }

  /** As `dvc import-url --no-download` of a URL has it. */
  @Test
  void dataThatDvcDoesNotHoldIsKnownByItsETag() {
    put(
        model,
        version,
        "raw.csv.dvc",
        """
        deps:
        - etag: '"0f343b0931126a20f133d67c2b018a3b-2"'
          size: 1048576
          path: s3://lake/raw.csv
        outs:
        - hash: md5
          path: raw.csv
        """
            .getBytes(UTF_8));
    JsonNode graph = finalized();
    assertThat(ids(graph)).contains("dataset:etag:0f343b0931126a20f133d67c2b018a3b-2").hasSize(2);
    assertThat(graph.path("notes").size()).isZero();
    assertThat(get("/api/v1/datasets/etag:0f343b0931126a20f133d67c2b018a3b-2/versions").status())
        .isEqualTo(200);
  }

  @Test
  void whatAStageWroteCountsWhereAnotherReadIt() {
    String lock =
        """
        schema: '2.0'
        stages:
          clean:
            outs: [{path: clean.csv, md5: abcdefabcdefabcdefabcdefabcdefa1}]
          train:
            deps: [{path: clean.csv, md5: abcdefabcdefabcdefabcdefabcdefa1}]
            outs: [{path: model, md5: abcdefabcdefabcdefabcdefabcdefa2}]
        """;
    put(model, version, "dvc.lock", lock.getBytes(UTF_8));
    JsonNode graph = finalized();
    assertThat(ids(graph))
        .containsExactlyInAnyOrder(
            "version:%s/%d".formatted(model, version),
            "dataset:md5:abcdefabcdefabcdefabcdefabcdefa1");
    assertThat(texts(graph.path("edges"), "role")).containsExactly("dependency", "output");
  }

  /** As `lineage/dvc_remotes.sh` made them. */
  @ParameterizedTest
  @ValueSource(strings = {"images.dvc", "h.csv.dvc", "dvc.lock"})
  void theSameDataIsTheSameDatasetBeforeAndAfterAPush(String file) {
    Set<String> added = datasetsOf("added", file);
    assertThat(added).isNotEmpty().allMatch(id -> id.startsWith("dataset:md5:"));
    assertThat(datasetsOf("pushed", file)).isEqualTo(added);
    assertThat(datasetsOf("versioned", file)).isEqualTo(added);
  }

  @ParameterizedTest
  @CsvSource({
    "plain.csv.dvc, etag:e5ebd4c02cefbe7955977c67ada242b7",
    "web.csv.dvc, etag:33a64df5-_x=",
    "versioned.dvc, etag:",
    "repository.csv.dvc, repo:",
  })
  void importedDataIsTheSameDatasetBeforeAndAfterItsDownload(String file, String id) {
    Set<String> before = datasetsOf("imported--no-download", file);
    assertThat(before).singleElement().asString().startsWith("dataset:" + id);
    Set<String> after = datasetsOf("imported", file);
    assertThat(after).hasSize(2).containsAll(before).anyMatch(one -> one.contains("dataset:md5:"));
    String dataset = before.iterator().next().substring("dataset:".length());
    assertThat(get("/api/v1/datasets/" + dataset + "/versions").status()).isEqualTo(200);
  }

  @Test
  void datasetsOfDvcAreThoseThatAreImported() {
    Set<String> datasets = datasetsOf("datasets", "dvc.lock");
    assertThat(datasets)
        .hasSize(2)
        .contains("dataset:etag:e5ebd4c02cefbe7955977c67ada242b7")
        .containsAll(datasetsOf("imported--no-download", "repository.csv.dvc"));
  }

  /** The datasets of a new version with this file; there is no note. */
  private Set<String> datasetsOf(String folder, String file) {
    version = draft(model);
    put(model, version, file, resource("dvc/remotes/" + folder + "/" + file));
    JsonNode graph = finalized();
    assertThat(texts(graph.path("notes"), "detail")).isEmpty();
    return ids(graph).stream().filter(id -> id.startsWith("dataset:")).collect(toSet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "raw.dvc|outs: [{path: raw, hash: md5}]|names no data by an md5",
        "raw.dvc|outs: []|names no data by an md5",
        "raw.dvc|deps: [{db: {table: t}}]|names no data by an md5",
        "dvc.lock|schema: '2.0'|names no data that a stage reads",
        "dvc.lock|{schema: '2.0', stages: {a: {outs: [{path: o, md5: abcdefabcdefabcdefabcdefabcdefa1}]}}}"
            + "|names no data that a stage reads",
        "MLmodel|flavors: {}|names neither a run nor a commit nor data",
        "tags/mlflow.source.git.commit|''|names no commit",
        "own.bin.dvc|outs: [{path: own.bin, md5: abcdefabcdefabcdefabcdefabcdefa1}]|tracks only artifacts",
      })
  void aFileFromWhichNothingWasTakenSaysSo(String file, String text, String note) {
    put(model, version, file, text.replace("''", " ").getBytes(UTF_8));
    put(model, version, "own.bin", new byte[] {1});
    JsonNode graph = finalized();
    assertThat(texts(graph.path("notes"), "file")).containsExactly(file);
    assertThat(texts(graph.path("notes"), "detail")).singleElement().asString().startsWith(note);
  }

  @Test
  void stagesOfTheFirstSchemaAreReadToo() {
    String lock = "train: {deps: [{path: d.csv, md5: abcdefabcdefabcdefabcdefabcdefa1}]}";
    put(model, version, "dvc.lock", lock.getBytes(UTF_8));
    assertThat(ids(finalized())).contains("dataset:md5:abcdefabcdefabcdefabcdefabcdefa1");
  }

  /** A token in the address of a repository is neither shown nor does it make another dataset. */
  @Test
  void theAddressOfARepositoryIsShownWithoutItsUser() {
    String dep =
        "deps: [{path: d.csv, repo: {url: 'https://%sgit.example.org/a.git', rev_lock: abc}}]";
    put(model, version, "a.dvc", dep.formatted("me:secret@").getBytes(UTF_8));
    put(model, version, "b.dvc", dep.formatted("").getBytes(UTF_8));
    JsonNode graph = finalized();
    assertThat(ids(graph)).hasSize(2);
    assertThat(graph.toString())
        .contains("https://git.example.org/a.git@abc")
        .doesNotContain("secret");
  }

  /** As the file store of MLflow 3.18 has them. */
  @Test
  void aLoggedModelNamesItsRunAndARunItsData() {
    String run = "e1c3a322a4004b22811d21831a32934b";
    put(
        model,
        version,
        "models/m-8bb4a7f7/meta.yaml",
        ("model_id: m-8bb4a7f7\nname: m\nsource_run_id: " + run + "\nstatus: 2\n").getBytes(UTF_8));
    String data =
        "digest: cff284e3\nname: dataset\nsource: '{\"uri\": \"s3://lake/a.npy\"}'\nsource_type: s3\n";
    put(model, version, "datasets/805a/meta.yaml", data.getBytes(UTF_8));
    JsonNode graph = finalized();
    assertThat(texts(graph.path("nodes"), "run")).contains(run);
    assertThat(graph.toString()).contains("s3://lake/a.npy", "dataset:mlflow:");
    assertThat(graph.path("notes").size()).isZero();
  }

  @Test
  void mlflowsFilesNameTheRunAndTheCommit() {
    put(
        model,
        version,
        "model/MLmodel",
        "run_id: 0a1b2c\nmetadata:\n  mlflow.source.git.commit: 3f786850e387550fdab836ed7e6dc881de23001b\n"
            .getBytes(UTF_8));
    put(
        model,
        version,
        "tags/mlflow.source.git.commit",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".getBytes(UTF_8));
    JsonNode graph = finalized();
    assertThat(ids(graph))
        .contains(
            "commit:3f786850e387550fdab836ed7e6dc881de23001b",
            "commit:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assertThat(texts(graph.path("nodes"), "run")).contains("0a1b2c");
    assertThat(texts(graph.path("nodes"), "system")).contains("mlflow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outs: [",
        "- 1\n- 2",
        "outs: yes",
        "outs:\n- 7",
        "outs:\n- md5: 77ea65750856501db1549c276e42afd7",
        "outs:\n- md5: ../../etc/passwd\n  path: x",
        "outs: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:1/\"]]",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nouts: [*c,*c]",
        "outs: &o\n- *o",
        "outs: !!int not-a-number",
        "a: 1\na: 2\nouts: []",
        "--- 1\n--- 2",
        "\u0000",
        "!!binary aGVsbG8="
      })
  void whatCannotBeReadIsANote(String text) {
    put(model, version, "bad.dvc", text.getBytes(UTF_8));
    put(model, version, "good.dvc", resource("dvc/housing.csv.dvc"));
    JsonNode graph = finalized();
    assertThat(texts(graph.path("notes"), "file")).containsExactly("bad.dvc");
    assertThat(ids(graph)).contains("dataset:md5:77ea65750856501db1549c276e42afd7").hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"50, 0", "51, 1", "5000, 1"})
  void inj18DepthIsBounded(int depth, int notes) {
    put(
        model,
        version,
        "deep.dvc",
        ("outs: [{path: d, md5: abcdefabcdefabcdefabcdefabcdefa1}]\nx: "
                + "[".repeat(depth)
                + "]".repeat(depth))
            .getBytes(UTF_8));
    assertThat(finalized().path("notes").size()).isEqualTo(notes);
  }

  @Test
  void inj18SizeAndAliasesAreBounded() {
    put(model, version, "long.dvc", ("outs: []\n#" + "x".repeat(1 << 20)).getBytes(UTF_8));
    put(
        model,
        version,
        "alias.dvc",
        ("a: &a []\nouts: []\nb: [" + "*a,".repeat(60) + "]").getBytes(UTF_8));
    put(model, version, "dvc.lock", "schema: '3.0'\nstages: {}\n".getBytes(UTF_8));
    assertThat(texts(finalized().path("notes"), "file"))
        .containsExactly("alias.dvc", "dvc.lock", "long.dvc");
  }
}
