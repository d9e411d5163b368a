package dev.roster.app.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.PythonEnvironment;
import dev.roster.app.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The bill of material is CycloneDX 1.6 to the tools of others, and names all that is in it. */
class BillTest extends RunningServer {
  private static final Path VALIDATE =
      Path.of("src/test/resources/dev/roster/app/compliance/validate_bom.py").toAbsolutePath();

  /** With the oddest values that the API takes. */
  private static final String FACTS =
      """
      {"description":"d","license":"our own | licence!","tags":{"a":"b"},
       "framework":{"name":"scikit-learn","version":"1.7"},
       "hyperparameters":{"a":null,"deep":{"x":[1,2.5,"y"]},"lr":0.1,"on":true},
       "signature":{"inputs":[{"name":"x","type":"double"},{"name":"t","type":"tensor","dtype":"float32","shape":[-1,3]}],
         "outputs":[{"name":"y","type":"long"}]},
       "lineage":{
         "code":{"repository":"https://git.example.org/a.git","commit":"3f786850e387550fdab836ed7e6dc881de23001b"},
         "run":{"system":"ci","id":"7","url":"not a url %"},
         "datasets":[
           {"name":"train","role":"training","uri":"s3://lake/a b","digest":"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","rows":10},
           {"name":"train","uri":"s3://lake/b"},
           {"name":"dvc","digest":"md5:9e107d9d372bb6826bd81d3542a419d6"}],
         "environment":{"python":"3.11.7","packages":{"Scikit_Learn":"1.7.2","torch":"2.1.0+cu118","zope.interface":"6",
           "odd name!":"1","":"0","no-version":""}}}}""";

  private String path;
  @TempDir Path folder;

  @BeforeEach
  void register() {
    String model = model("bill");
    path = "/api/v1/models/" + model + "/versions/";
  }

  private String version(String facts) {
    Answer made = post(path.substring(0, path.length() - 1), facts);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String version = path + made.json().path("version").asInt();
    for (String file : List.of("model/m.bin", "a b%c;d.txt", "übung.json"))
      send(
          to(version + "/artifacts/" + encoded(file), ADMIN)
              .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(file)));
    Answer ready = post(version + "/finalize", "");
    assertThat(ready.status()).as(ready.text()).isEqualTo(200);
    return version;
  }

  private static String encoded(String file) {
    return java.net.URLEncoder.encode(file, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%2F", "/");
  }

  private static List<JsonNode> ofType(JsonNode bom, String type) {
    return bom.path("components")
        .valueStream()
        .filter(one -> one.path("type").asString().equals(type))
        .toList();
  }

  @Test
  void itNamesFilesDatasetsParentsAndPackages() {
    version("{}");
    String version =
        version(
            FACTS.replace(
                "\"lineage\":{",
                "\"lineage\":{\"parents\":[{\"model\":\"%s\",\"version\":1}],"
                    .formatted(path.split("/")[4])));
    send(
        with(
            "PUT",
            version + "/card",
            "{\"intendedUse\":\"flats\",\"ethics\":\"e\",\"riskClass\":\"high\"}"));
    post(
        version + "/metrics",
        "{\"metrics\":[{\"name\":\"auc\",\"value\":0.91},{\"name\":\"lost\",\"value\":\"NaN\"}]}");

    Answer answer = get(version + "/bom");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/vnd.cyclonedx+json");
    JsonNode bom = answer.json();
    assertThat(bom.path("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(bom.path("specVersion").asString()).isEqualTo("1.6");
    JsonNode facts = get(version).json();
    assertThat(bom.path("metadata").path("timestamp").asString())
        .isEqualTo(facts.path("finalizedAt").asString().substring(0, 19) + "Z");
    JsonNode model = bom.path("metadata").path("component");
    assertThat(model.path("type").asString()).isEqualTo("machine-learning-model");
    assertThat(model.path("version").asString()).isEqualTo("2");
    assertThat(model.toString()).contains(facts.path("digest").asString(), "our own | licence!");
    JsonNode card = model.path("modelCard");
    assertThat(card.path("considerations").path("useCases").toString()).contains("flats");
    assertThat(card.path("quantitativeAnalysis").toString()).contains("0.91", "NaN");
    assertThat(card.path("modelParameters").path("inputs").toString())
        .contains("t: float32[-1, 3]");

    for (JsonNode artifact : get(version + "/artifacts").json().path("items").values())
      assertThat(ofType(bom, "file"))
          .filteredOn(file -> file.path("name").equals(artifact.path("path")))
          .singleElement()
          .satisfies(
              file ->
                  assertThat(file.path("hashes").toString())
                      .isEqualTo(
                          "[{\"alg\":\"SHA-256\",\"content\":%s}]"
                              .formatted(artifact.path("sha256"))));
    assertThat(ofType(bom, "file")).hasSize(3);
    assertThat(ofType(bom, "data").stream().map(d -> d.path("name").asString()))
        .containsExactly("train", "train", "dvc");
    assertThat(card.path("modelParameters").path("datasets").findValuesAsString("ref"))
        .containsExactlyElementsOf(
            ofType(bom, "data").stream().map(d -> d.path("bom-ref").asString()).toList());
    assertThat(ofType(bom, "machine-learning-model"))
        .singleElement()
        .satisfies(parent -> assertThat(parent.path("version").asString()).isEqualTo("1"));
    assertThat(model.path("pedigree").path("ancestors").toString()).contains("\"version\":\"1\"");
    assertThat(
            ofType(bom, "library").stream()
                .map(p -> p.path("name").asString() + " " + p.path("purl").asString("none")))
        .containsExactlyInAnyOrder(
            "scikit-learn pkg:pypi/scikit-learn@1.7.2",
            "torch pkg:pypi/torch@2.1.0%2Bcu118",
            "zope-interface pkg:pypi/zope-interface@6",
            "odd name! none",
            " none",
            "no-version pkg:pypi/no-version");
    assertThat(bom.path("dependencies").path(0).path("dependsOn"))
        .hasSize(bom.path("components").size());
  }

  @Test
  void oneStateHasTheSameBytesAndAnotherOneAnotherSerialNumber() {
    String version = version(FACTS);
    Answer first = get(version + "/bom");
    assertThat(get(version + "/bom").text()).isEqualTo(first.text());
    move(path.split("/")[4], 1, "staging");
    assertThat(get(version + "/bom").text())
        .as("it is about what it is made of")
        .isEqualTo(first.text());
    assertThat(
            send(to(version + "/bom", ADMIN).header("If-None-Match", first.header("ETag")))
                .status())
        .isEqualTo(304);

    send(with("PUT", version + "/card", "{\"contact\":\"c\"}"));
    Answer second = get(version + "/bom");
    assertThat(second.json().path("serialNumber")).isNotEqualTo(first.json().path("serialNumber"));
    assertThat(second.header("ETag")).isNotEqualTo(first.header("ETag"));
    String other = version(FACTS);
    assertThat(get(other + "/bom").json().path("serialNumber"))
        .isNotEqualTo(first.json().path("serialNumber"));
  }

  @Test
  void aDraftHasNone() {
    String draft = path + draft(path.split("/")[4]);
    Answer answer = get(draft + "/bom");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("version_not_ready");
    assertThat(send("GET", draft + "/bom", token("reader", model("other"))).status())
        .isEqualTo(404);
  }

  @Test
  void theValidatorsOfCycloneDxAndOfPythonAcceptIt() throws IOException, InterruptedException {
    PythonEnvironment python = PythonEnvironment.with("cyclonedx-python-lib[validation]==11.12.0");
    for (String facts :
        List.of(
            "{}",
            FACTS,
            FACTS.replace("our own | licence!", "MIT OR (GPL-3.0-only AND LicenseRef-x)"))) {
      String version = version(facts);
      send(
          with(
              "PUT",
              version + "/card",
              "{\"intendedUse\":\"u\",\"limitations\":\"l\",\"ethics\":\"e\",\"trainingData\":\"t\",\"evaluation\":\"v\",\"contact\":\"c\",\"riskClass\":\"high\",\"dataCategories\":[\"a\",\"b\"]}"));
      post(
          version + "/metrics",
          "{\"metrics\":[{\"name\":\"auc\",\"value\":1e-7},{\"name\":\"lost\",\"value\":\"NaN\"}]}");
      Path file = Files.writeString(folder.resolve("bom.json"), get(version + "/bom").text());
      assertThat(new JsonParser().validate(file.toFile(), org.cyclonedx.Version.VERSION_16))
          .isEmpty();
      PythonEnvironment.Run run = python.run(folder, VALIDATE.toString(), file.toString());
      assertThat(run.exit()).as(run.out()).isZero();
      assertThat(run.out()).startsWith("machine-learning-model ");
    }
  }
}
