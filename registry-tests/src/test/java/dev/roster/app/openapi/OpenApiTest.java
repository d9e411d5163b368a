package dev.roster.app.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import dev.roster.core.audit.TimelineKind;
import dev.roster.core.reference.Stage;
import dev.roster.http.openapi.PreparedOpenApiResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class OpenApiTest extends RunningServer {
  private static final Path COMMITTED = Path.of("../docs/openapi.json");

  @Autowired private PreparedOpenApiResource resource;

  private JsonNode document() {
    return JSON.readTree(resource.generate());
  }

  private static final Set<String> FOR_ANY_TOKEN =
      Set.of(
          "/api/v1/audit/checkpoint",
          "/api/v1/audit/consistency",
          "/api/v1/audit/key",
          "/api/v1/audit/{seq}/proof");

  @Test
  void eachOperationSaysWhatItIsAndHowItCanEnd() {
    JsonNode document = document();
    assertThat(document.path("openapi").asString()).startsWith("3.1");
    Set<String> ids = new HashSet<>();
    List<String> lacking = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        JsonNode operation = method.getValue();
        String name = method.getKey() + " " + path.getKey();
        for (String word : List.of("summary", "description", "operationId", "tags"))
          if (operation.path(word).isMissingNode()) lacking.add(name + ": " + word);
        if (!ids.add(operation.path("operationId").asString())) lacking.add(name + ": another id");
        for (String status : List.of("400", "401", "403", "503"))
          if (!(status.equals("403") && FOR_ANY_TOKEN.contains(path.getKey()))
              && !operation.path("responses").has(status)) lacking.add(name + ": " + status);
        boolean ends =
            operation.path("responses").properties().stream()
                .anyMatch(response -> response.getKey().startsWith("2"));
        if (!ends) lacking.add(name + ": a 2xx");
      }
    }
    assertThat(lacking).isEmpty();
  }

  @Test
  void allReferencesLeadSomewhere() {
    JsonNode document = document();
    List<String> lost = new ArrayList<>();
    collect(document, document, lost);
    assertThat(lost).isEmpty();
  }

  private static void collect(JsonNode document, JsonNode node, List<String> lost) {
    if (node.path("$ref").isString()) {
      String place = node.path("$ref").asString().substring(1);
      if (document.at(place).isMissingNode()) lost.add(place);
    }
    for (JsonNode inner : node.values()) collect(document, inner, lost);
  }

  /** To accept what has changed: {@code -Droster.openapi.update=true}. */
  @Test
  void nothingThatCallersRelyOnIsTakenAway() throws IOException {
    if (Boolean.getBoolean("roster.openapi.update"))
      Files.writeString(COMMITTED, new String(resource.generate(), UTF_8) + "\n");
    JsonNode before = JSON.readTree(Files.readString(COMMITTED));
    assertThat(new BreakingChanges(before, document()).find())
        .as("breaking changes against docs/openapi.json")
        .isEmpty();
  }

  @Test
  void theCommittedDocumentIsTheOneThatTheCodeMakes() throws IOException {
    assertThat(document())
        .as("docs/openapi.json is stale; see -Droster.openapi.update=true above")
        .isEqualTo(JSON.readTree(Files.readString(COMMITTED)));
  }

  /** So the first reader waits no longer than the next one. */
  @Test
  void theServerSendsTheCommittedDocument() throws IOException {
    Answer answer = send("GET", "/openapi.json", null);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.text()).isEqualTo(Files.readString(COMMITTED));
  }

  @Test
  void listsOfWordsThatAreWrittenByHandAreThoseOfTheirEnums() {
    assertThat(words("/components/parameters/path-stage/schema/enum"))
        .containsExactlyInAnyOrderElementsOf(Stage.withHolder().stream().map(Stage::wire).toList());
    assertThat(wordsOfQuery("/datasets/{dataset}/versions", "stage"))
        .containsExactlyInAnyOrderElementsOf(Stream.of(Stage.values()).map(Stage::wire).toList());
    assertThat(wordsOfQuery("/models/{name}/timeline", "kind"))
        .containsExactlyInAnyOrderElementsOf(TimelineKind.words());
  }

  private List<String> words(String place) {
    return document().at(place).valueStream().map(JsonNode::asString).toList();
  }

  private List<String> wordsOfQuery(String path, String parameter) {
    return document()
        .path("paths")
        .path("/api/v1" + path)
        .path("get")
        .path("parameters")
        .valueStream()
        .filter(one -> one.path("name").asString("").equals(parameter))
        .map(one -> one.path("schema"))
        .map(schema -> schema.has("items") ? schema.path("items") : schema)
        .flatMap(schema -> schema.path("enum").valueStream())
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void swaggerUiOpensAndLoadsNoDocumentButOurs() {
    Answer page = send("GET", "/swagger-ui/index.html?url=http://127.0.0.1:1/x.json", null);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
    Answer settings = send("GET", "/swagger-ui/swagger-initializer.js", null);
    assertThat(settings.text()).contains("/openapi.json").doesNotContain("petstore");
    JsonNode config = send("GET", "/openapi.json/swagger-config", null).json();
    assertThat(config.path("queryConfigEnabled").asBoolean(false)).isFalse();
  }
}
