package dev.roster.app.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uploads in parts go on after the server was killed. */
class KilledUploadTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String VERSION = "/api/v1/models/m/versions/1";
  private static final byte[] PART = new byte[16 << 20];
  private static final int PARTS = 5; // so many are hashed after the answer

  @TempDir private Path folder;

  @Test
  void gc01PartsAndTheirVerificationSurviveKills() throws Exception {
    String upload;
    try (ServerProcess first = ServerProcess.start(folder)) {
      call(first, "POST", "/api/v1/models", "{\"name\":\"m\"}");
      call(first, "POST", VERSION.replace("/1", ""), "{}");
      String body = "{\"path\":\"big\",\"size\":%d}".formatted((long) PARTS * PART.length);
      upload = json(call(first, "POST", VERSION + "/uploads", body)).path("id").asString();
      for (int number = 1; number < PARTS; number++) put(first, upload, number);
      first.kill();
    }
    Map<String, String> neverVerifies = Map.of("ROSTER_UPLOADS_VERIFY_EVERY", "1h");
    try (ServerProcess second = ServerProcess.start(folder, neverVerifies)) {
      JsonNode parts =
          json(call(second, "GET", VERSION + "/uploads/" + upload, null)).path("parts");
      assertThat(parts.valueStream().map(part -> part.path("received").asBoolean()))
          .containsExactly(true, true, true, true, false);
      put(second, upload, PARTS);
      assertThat(complete(second, upload).statusCode()).isEqualTo(202);
      second.kill();
    }
    try (ServerProcess third = ServerProcess.start(folder)) {
      HttpResponse<String> done = complete(third, upload);
      while (done.statusCode() == 202) done = complete(third, upload);
      assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
      assertThat(json(done).path("size").asLong()).isEqualTo((long) PARTS * PART.length);
      assertThat(call(third, "POST", VERSION + "/finalize", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void int08TheEmbeddedStoreTakesPartsItself() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder)) {
      call(server, "POST", "/api/v1/models", "{\"name\":\"m\"}");
      call(server, "POST", VERSION.replace("/1", ""), "{}");
      JsonNode upload =
          json(
              call(
                  server,
                  "POST",
                  VERSION + "/uploads",
                  "{\"path\":\"direct\",\"size\":5,\"via\":\"store\"}"));
      URI url = URI.create(upload.path("parts").path(0).path("url").asString());
      HttpRequest put = HttpRequest.newBuilder(url).PUT(BodyPublishers.ofString("hello")).build();
      assertThat(HTTP.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      HttpResponse<String> done = complete(server, upload.path("id").asString());
      assertThat(done.statusCode()).as(done.body()).isEqualTo(201);
      assertThat(call(server, "GET", VERSION + "/artifacts/direct", null).body())
          .isEqualTo("hello");
    }
  }

  private static HttpResponse<String> complete(ServerProcess server, String upload)
      throws Exception {
    return call(server, "PUT", VERSION + "/uploads/" + upload, null);
  }

  private static void put(ServerProcess server, String upload, int number) throws Exception {
    HttpRequest request =
        to(server, VERSION + "/uploads/" + upload + "/parts/" + number)
            .PUT(BodyPublishers.ofByteArray(PART))
            .build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> call(
      ServerProcess server, String method, String path, @Nullable String json) throws Exception {
    HttpRequest.Builder request = to(server, path);
    if (json == null) request.method(method, BodyPublishers.noBody());
    else
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(json));
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(ServerProcess server, String path) throws IOException {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Authorization", "Bearer " + server.adminToken());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }
}
