package dev.roster.app.lineage;

import dev.roster.app.RunningServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Calls on the graph. */
abstract class LineageCalls extends RunningServer {
  static String path(String model, int version) {
    return "/api/v1/models/" + model + "/versions/" + version;
  }

  /** A draft with this lineage. */
  int made(String model, String lineage) {
    Answer made = post("/api/v1/models/" + model + "/versions", "{\"lineage\":" + lineage + "}");
    if (made.status() != 201) throw new IllegalStateException(made.text());
    return made.json().path("version").asInt();
  }

  int childOf(String model, String parent, int version) {
    return made(model, "{\"parents\":[%s]}".formatted(parent(parent, version)));
  }

  static String parent(String model, int version) {
    return "{\"model\":\"%s\",\"version\":%d}".formatted(model, version);
  }

  static String data(String name, String role, String digest) {
    return "{\"name\":\"%s\",\"role\":\"%s\",\"digest\":\"%s\"}".formatted(name, role, digest);
  }

  static String sha256() {
    return "sha256:"
        + (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "").toLowerCase();
  }

  JsonNode graph(String model, int version, String query) {
    Answer answer = get(path(model, version) + "/lineage" + query);
    if (answer.status() != 200) throw new IllegalStateException(answer.text());
    return answer.json();
  }

  static Set<String> ids(JsonNode graph) {
    return texts(graph.path("nodes"), "id");
  }

  /** As {@code from > to (kind)}. */
  static Set<String> edges(JsonNode graph) {
    return stream(graph.path("edges"))
        .map(
            edge ->
                "%s > %s (%s)"
                    .formatted(
                        edge.path("from").asString(),
                        edge.path("to").asString(),
                        edge.path("kind").asString()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> texts(JsonNode items, String field) {
    return stream(items)
        .map(item -> item.path(field).asString(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static java.util.stream.Stream<JsonNode> stream(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false);
  }

  List<String> users(String dataset, String query) {
    Answer answer = get("/api/v1/datasets/" + dataset + "/versions" + query);
    if (answer.status() != 200) throw new IllegalStateException(answer.text());
    return stream(answer.json().path("items"))
        .map(use -> use.path("model").asString() + "/" + use.path("version").asInt())
        .toList();
  }

  void put(String model, int version, String file, byte[] bytes) {
    Answer put =
        send(
            to(path(model, version) + "/artifacts/" + file, ADMIN)
                .PUT(BodyPublishers.ofByteArray(bytes)));
    if (put.status() != 201) throw new IllegalStateException(put.text());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
