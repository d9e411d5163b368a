package dev.roster.app.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.app.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.JsonNode;

/** AUTHZ-14: nothing changes what a READY version's digest covers. */
class ImmutableTest extends RunningServer {
  private static final String UNDER = "/api/v1/models/{name}/versions/{version}";

  /** What may be done to a READY version, as it does not touch what the digest covers. */
  private static final Set<String> BESIDE =
      Set.of(
          "POST /transitions", // the stage
          "POST /metrics",
          "POST /reports", // what others say of it
          "POST /requests", // for its stage
          "PUT /baseline", // fixed by a digest of its own
          "POST /observations",
          "DELETE /observations",
          "DELETE /observations/{source}/{batch}",
          "POST /finalize", // again: the same answer
          "POST /restore", // of what was deleted: 409 not_deleted
          "POST /purge",
          "POST /retirement", // what is told about its use
          "PATCH /retirement",
          "DELETE /retirement",
          "PUT /card", // what people say of it
          "PUT /hold",
          "DELETE /hold",
          "DELETE "); // takes it away, not apart

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"framework\":{\"name\":\"other\"}}",
        "{\"framework\":null}",
        "{\"hyperparameters\":{\"depth\":7}}",
        "{\"hyperparameters\":{\"depth\":null}}",
        "{\"hyperparameters\":null}",
        "{\"signature\":{\"inputs\":[{\"name\":\"x\",\"type\":\"string\"}],\"outputs\":[]}}",
        "{\"signature\":null}",
        "{\"lineage\":{\"run\":{\"system\":\"ci\",\"id\":\"8\"}}}",
        "{\"lineage\":null}",
        "{\"description\":\"with more\",\"framework\":{\"name\":\"other\"}}"
      })
  void authz14APatchOfWhatTheManifestHoldsIs409(String patch) {
    String version = finalized();
    String before = get(version).text();

    Answer answer = send(with("PATCH", version, patch));

    assertThat(answer.status()).as(answer.text()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("version_immutable");
    assertThat(get(version).text()).isEqualTo(before);
  }

  private String finalized() {
    String model = model("immutable");
    Answer made =
        post(
            "/api/v1/models/" + model + "/versions",
            """
            {"framework":{"name":"onnx","version":"1.17"},"hyperparameters":{"depth":6},
             "signature":{"inputs":[{"name":"x","type":"double"}],"outputs":[{"name":"y","type":"long"}]},
             "lineage":{"run":{"system":"ci","id":"7"}}}""");
    String version = "/api/v1/models/" + model + "/versions/" + made.json().path("version").asInt();
    send(to(version + "/artifacts/model.bin", ADMIN).PUT(BodyPublishers.ofString("bytes")));
    assertThat(post(version + "/finalize", "{}").status()).isEqualTo(200);
    return version;
  }

  /** Each route under a version that changes something is of one kind or the other. */
  @Test
  void authz14EachRouteThatWouldChangeItIs409() {
    String version = finalized();
    String manifest = get(version + "/manifest").text(), files = get(version + "/artifacts").text();
    List<String> walked = new ArrayList<>();
    for (var path : get("/openapi.json").json().path("paths").properties()) {
      if (!path.getKey().startsWith(UNDER)) continue;
      for (var operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase();
        String rest = path.getKey().substring(UNDER.length());
        if (method.equals("GET") || BESIDE.contains(method + " " + rest)) continue;
        walked.add(method + " " + rest);
        for (String file : List.of("model.bin", "other.bin"))
          refuses(method, version + filled(rest, file), operation.getValue());
      }
    }
    assertThat(walked).contains("PUT /artifacts/{path}", "DELETE /artifacts/{path}", "PATCH ");
    assertThat(get(version + "/manifest").text()).isEqualTo(manifest);
    assertThat(get(version + "/artifacts").text()).isEqualTo(files);
  }

  private static String filled(String path, String file) {
    return path.replace("{path}", file)
        .replace("{upload}", UUID.randomUUID().toString())
        .replace("{number}", "1");
  }

  /** A call that would be done if the version were a draft. */
  private HttpRequest.Builder sending(String method, String path) {
    if (method.equals("PUT") && path.endsWith("/artifacts"))
      return to(path + "?unpack=true", ADMIN)
          .header("Content-Type", "application/zip")
          .PUT(BodyPublishers.ofByteArray(archive()));
    String model = path.split("/")[4];
    if (path.endsWith("/artifacts"))
      return with(
          method,
          path,
          "{\"path\":\"other.bin\",\"copyFrom\":{\"model\":\"%s\",\"version\":1,\"path\":\"model.bin\"}}"
              .formatted(model));
    if (path.endsWith("/uploads")) return with(method, path, "{\"path\":\"other.bin\",\"size\":1}");
    return with(
        method, path, method.equals("PATCH") ? "{\"framework\":{\"name\":\"other\"}}" : "{}");
  }

  private static byte[] archive() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("other.bin"));
    } catch (IOException impossible) { // in memory
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void refuses(String method, String path, JsonNode operation) {
    Answer answer =
        operation.has("requestBody") ? send(sending(method, path)) : send(method, path, ADMIN);
    String call = method + " " + path + ": " + answer.text();
    if (path.contains("/uploads/")) { // it has none, as it could not be finalized with an open one
      assertThat(answer.code()).as(call).isEqualTo("upload_not_found");
      return;
    }
    if (method.equals("DELETE") && path.endsWith("other.bin")) {
      assertThat(answer.status()).as(call).isIn(404, 409);
      return;
    }
    assertThat(answer.status()).as(call).isEqualTo(409);
    assertThat(answer.code()).as(call).isEqualTo("version_immutable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest = '{}'",
        "digest = 'sha256:0'",
        "number = 77",
        "size = size + 1",
        "artifact_count = 9",
        "framework = null",
        "hyperparameters = '{\"depth\":7}'",
        "signature = '{}'",
        "lineage = null"
      })
  void authz14ThenTheDatabaseItselfRefuses(String change) {
    String version = finalized();
    String model = version.split("/")[4];
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        "update version set %s where model_id = (select id from model where name = :name)"
                            .formatted(change))
                    .param("name", model)
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("immutable");
    assertThat(
            send(with("PATCH", version, "{\"description\":\"new\",\"tags\":{\"a\":\"b\"}}"))
                .status())
        .as("the rest stays changeable")
        .isEqualTo(200);
  }
}
