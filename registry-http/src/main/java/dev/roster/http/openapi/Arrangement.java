package dev.roster.http.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts paths in the order of the words, schemas in that of their names, and drops unused ones. */
final class Arrangement {
  private final ObjectNode document;
  private final JsonNode words;

  Arrangement(ObjectNode document, JsonNode words) {
    this.document = document;
    this.words = words;
  }

  void apply() {
    paths();
    schemas();
  }

  private void paths() {
    List<String> order = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operation : words.properties())
      order.add("/api/v1" + operation.getKey().substring(operation.getKey().indexOf(' ') + 1));
    ObjectNode paths = Document.child(document, "paths");
    List<Map.Entry<String, JsonNode>> all = new ArrayList<>(paths.properties());
    all.sort(
        Comparator.comparingInt(
                (Map.Entry<String, JsonNode> path) ->
                    order.contains(path.getKey()) ? order.indexOf(path.getKey()) : order.size())
            .thenComparing(Map.Entry::getKey));
    ObjectNode sorted = document.putObject("paths");
    all.forEach(path -> sorted.set(path.getKey(), path.getValue()));
  }

  private void schemas() {
    ObjectNode schemas = (ObjectNode) document.path("components").path("schemas");
    Set<String> used = new HashSet<>();
    collect(document.path("paths"), schemas, used);
    collect(document.path("components").path("responses"), schemas, used);
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    for (Map.Entry<String, JsonNode> schema : schemas.properties())
      if (used.contains(schema.getKey())) sorted.put(schema.getKey(), schema.getValue());
    schemas.removeAll();
    sorted.forEach(schemas::set);
  }

  private static void collect(JsonNode node, JsonNode schemas, Set<String> used) {
    String reference = node.path("$ref").asString("");
    if (reference.startsWith("#/components/schemas/")) {
      String name = reference.substring("#/components/schemas/".length());
      if (used.add(name)) collect(schemas.path(name), schemas, used);
    }
    for (JsonNode inner : node.values()) collect(inner, schemas, used);
  }
}
