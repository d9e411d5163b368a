package dev.roster.app.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** Sends the example of each operation, as "Try it out" does, in the order of the document. */
class ExamplesTest extends RunningServer {
  private static final String V1 = "/api/v1/models/housing/versions/1";
  private static final String FILE = "{\"weights\":[0.5,-0.25]}";

  private final Map<String, String> ids = new HashMap<>();
  private JsonNode document = JSON.createObjectNode();

  @Test
  void eachExampleWorks() throws IOException {
    document = send("GET", "/openapi.json", null).json();
    List<String> failed = new ArrayList<>();
    int sent = 0;
    for (String operation : order()) {
      String method = operation.substring(0, operation.indexOf(' '));
      String path = "/api/v1" + operation.substring(operation.indexOf(' ') + 1);
      JsonNode found = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
      if (found.isMissingNode()) {
        failed.add(operation + " is in the words, but not in the document");
        continue;
      }
      prepare(found.path("operationId").asString());
      Answer answer = send(request(endsByItself(found) ? method : "HEAD", path, found));
      sent++;
      if (answer.status() / 100 != 2)
        failed.add(operation + ": " + answer.status() + " " + answer.text());
      else if (!found.path("responses").has(String.valueOf(answer.status())))
        failed.add(operation + ": " + answer.status() + " is not documented");
      remember(found.path("operationId").asString(), answer);
    }
    assertThat(failed).isEmpty();
    assertThat(sent).isEqualTo(operations());
  }

  private static boolean endsByItself(JsonNode operation) {
    return !operation.at("/responses/200/content").has("text/event-stream");
  }

  private int operations() {
    return document.path("paths").values().stream().mapToInt(JsonNode::size).sum();
  }

  /** What happens between the calls of the document. */
  private void prepare(String operation) {
    switch (operation) {
      case "downloadArchive" -> upload(V1); // its example was deleted just before
      case "withdrawObservationsNamed" ->
          send(
              to(V1 + "/observations?source=topics%2Fhousing&batch=2021%2F01%2F01", ADMIN)
                  .header("Content-Type", "application/x-ndjson")
                  .POST(BodyPublishers.ofString("{\"MedInc\":3.2,\"region\":\"west\"}\n")));
      case "abortUpload" -> // the one of the example was completed just before
          remember("openUpload", post(V1 + "/uploads", "{\"path\":\"f\",\"size\":1}"));
      case "readStage" -> move(1, "production");
      case "compareVersions" -> post("/api/v1/models/housing/versions", "{}");
      case "rollBack" -> {
        upload("/api/v1/models/housing/versions/2");
        post("/api/v1/models/housing/versions/2/finalize", "{}");
        move(2, "staging");
        move(2, "production");
      }
      case "readIncident" -> openAnIncident();
      case "deletePolicy" ->
          send(with("PUT", "/api/v1/policies/standard/prefixes", "{\"prefixes\":[]}"));
      case "openRequest" -> move(1, "staging");
      case "decideRequest" -> openAnotherRequest();
      case "executeRequest" -> post(request() + "/approvals", "{\"decision\":\"approve\"}");
      case "withdrawRequest" ->
          remember("openRequest", post(V1 + "/requests", "{\"to\":\"staging\"}"));
      case "erase" ->
          post(
              "/api/v1/tokens",
              "{\"name\":\"ann\",\"grants\":[{\"role\":\"reader\",\"models\":\"*\"}]}");
      case "deleteVersion" -> move(1, "staging");
      case "purgeVersion" -> send("DELETE", V1, ADMIN);
      case "purgeModel" -> send("DELETE", "/api/v1/models/housing", ADMIN);
      default -> {} // follows from the calls before
    }
  }

  private void upload(String version) {
    send(to(version + "/artifacts/model/model.json", ADMIN).PUT(BodyPublishers.ofString(FILE)));
  }

  private void move(int version, String stage) {
    post(
        "/api/v1/models/housing/versions/" + version + "/transitions",
        "{\"to\":\"" + stage + "\",\"reason\":\"example\"}");
  }

  private String request() {
    return "/api/v1/requests/" + ids.get("request");
  }

  /** Somebody else asks, so that the administrator can decide. */
  private void openAnotherRequest() {
    send(
        with(
            "PUT",
            "/api/v1/models/housing/policy",
            """
            {"edges":[{"from":"staging","to":"production","approvals":{"count":1,"notAuthor":false}}]}"""));
    HttpRequest.Builder asking =
        to(V1 + "/requests", token("contributor", "housing"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"to\":\"production\",\"reason\":\"better\"}"));
    remember("openRequest", send(asking));
  }

  /** Windows without data are an alarm of their own. */
  private void openAnIncident() {
    post(
        "/api/v1/monitors/" + ids.get("monitor") + "/checks",
        """
        {"replay":true,"from":"2022-01-01T00:00:00Z","to":"2022-01-06T00:00:00Z","step":"P1D"}""");
    JsonNode incident = get("/api/v1/incidents?model=housing").json().path("items").path(0);
    ids.put("incident", incident.path("id").asString(""));
  }

  private void remember(String operation, Answer answer) {
    switch (operation) {
      case "createMonitor" -> ids.put("monitor", answer.json().path("id").asString());
      case "runCheck" -> ids.put("check", answer.json().path("id").asString());
      case "openUpload" -> ids.put("upload", answer.json().path("id").asString());
      case "openRequest" -> ids.put("request", answer.json().path("id").asString());
      case "decideRequest" -> ids.put("approval", answer.json().path("id").asString());
      case "createWebhook" -> ids.put("webhook", answer.json().path("id").asString());
      case "testWebhook" -> ids.put("delivery", answer.json().path("id").asString());
      case "createToken" -> ids.put("token", answer.json().path("id").asString());
      default -> {} // names and numbers are in the examples
    }
  }

  private HttpRequest.Builder request(String method, String path, JsonNode operation)
      throws IOException {
    String filled = path;
    StringBuilder query = new StringBuilder();
    for (JsonNode reference : operation.path("parameters").values()) {
      JsonNode parameter =
          reference.has("$ref")
              ? document.at(reference.path("$ref").asString().substring(1))
              : reference;
      String name = parameter.path("name").asString();
      String example = ids.getOrDefault(name, parameter.path("example").asString(""));
      if (parameter.path("in").asString().equals("path")) {
        filled = filled.replace("{" + name + "}", example);
      } else if (parameter.path("in").asString().equals("query") && parameter.has("example")) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
        query.append(URLEncoder.encode(example, StandardCharsets.UTF_8));
      }
    }
    return body(method, to(filled + query, ADMIN), operation.path("requestBody").path("content"));
  }

  private static HttpRequest.Builder body(
      String method, HttpRequest.Builder request, JsonNode content) throws IOException {
    if (content.has("application/zip")) // no text can be an example of it
    return request
          .header("Content-Type", "application/zip")
          .method(method, BodyPublishers.ofByteArray(archive()));
    for (Map.Entry<String, JsonNode> type : content.properties()) {
      JsonNode example = type.getValue().path("example");
      if (example.isMissingNode()) continue;
      String text = example.isString() ? example.asString() : example.toString();
      return request
          .header("Content-Type", type.getKey())
          .method(method, BodyPublishers.ofString(text));
    }
    return request.method(method, BodyPublishers.noBody());
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("model.json"));
      zip.write(FILE.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static List<String> order() throws IOException {
    try (InputStream in = new ClassPathResource("openapi/operations.yaml").getInputStream()) {
      Map<String, Map<String, Object>> words = new Yaml().load(in);
      return List.copyOf(new LinkedHashMap<>(words.getOrDefault("operations", Map.of())).keySet());
    }
  }
}
