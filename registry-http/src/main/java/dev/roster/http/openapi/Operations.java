package dev.roster.http.openapi;

import dev.roster.http.access.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives each operation its words, parameters, answers and problems. */
final class Operations {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Set<String> EMPTY = Set.of("204", "304");
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

  private final ObjectNode document;
  private final ObjectNode words;
  private final RouteTable routes;

  Operations(ObjectNode document, ObjectNode words, RouteTable routes) {
    this.document = document;
    this.words = words;
    this.routes = routes;
  }

  void complete() {
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey()))
          complete(
              method.getKey().toUpperCase(Locale.ROOT),
              path.getKey(),
              (ObjectNode) method.getValue());
      }
    }
  }

  private void complete(String method, String path, ObjectNode operation) {
    JsonNode said = words.path(method + " " + path.replace("/api/v1", ""));
    answers(operation, said.path("answers"));
    parameters(method, path, operation);
    if (said instanceof ObjectNode more) {
      ObjectNode rest = more.deepCopy();
      rest.remove(List.of("answers", "example", "parameters"));
      Document.merge(operation, rest);
      describe(operation, said.path("parameters"));
      example(operation, said);
    }
    if (!said.has("responses!")) problems(method, path, operation);
  }

  /**
   * The statuses that the words name take the schema that springdoc found, unless they bring one.
   */
  private static void answers(ObjectNode operation, JsonNode answers) {
    if (!(answers instanceof ObjectNode named)) return;
    JsonNode found = null;
    for (JsonNode response : operation.path("responses").values())
      if (response.has("content")) found = response.path("content");
    ObjectNode responses = operation.putObject("responses");
    for (Map.Entry<String, JsonNode> answer : named.properties()) {
      ObjectNode response = responses.putObject(answer.getKey());
      if (answer.getValue() instanceof ObjectNode whole) response.setAll(whole);
      else response.put("description", answer.getValue().asString());
      boolean empty = EMPTY.contains(answer.getKey());
      if (!empty && !response.has("content") && found != null)
        response.set("content", asJson(found.deepCopy()));
    }
  }

  private static ObjectNode asJson(JsonNode content) {
    ObjectNode json = (ObjectNode) content;
    JsonNode any = json.remove("*/*");
    if (any != null) json.set("application/json", any);
    return json;
  }

  private static void example(ObjectNode operation, JsonNode said) {
    JsonNode json = operation.path("requestBody").path("content").path("application/json");
    if (said.has("example") && json instanceof ObjectNode content)
      content.set("example", said.path("example"));
  }

  private static void parameters(String method, String path, ObjectNode operation) {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    Matcher variable = VARIABLE.matcher(path);
    while (variable.find()) {
      String name = variable.group(1);
      parameters.put("path " + name, reference(operation, "path-" + name));
    }
    for (JsonNode parameter : operation.path("parameters").values()) {
      String in = parameter.path("in").asString(), name = parameter.path("name").asString();
      if (in.equals("query") && name.equals("page")) {
        parameters.put("query limit", reference(operation, "limit"));
        parameters.put("query cursor", reference(operation, "cursor"));
      } else if (in.equals("header") && name.equalsIgnoreCase("If-Match")) {
        parameters.put("header If-Match", reference(operation, "If-Match"));
      } else if (!in.equals("path")) {
        neverNull(parameter.path("schema"));
        parameters.put(in + " " + name, parameter);
      }
    }
    if (method.equals("POST"))
      parameters.put("header Idempotency-Key", reference(operation, "Idempotency-Key"));
    operation.remove("parameters");
    if (!parameters.isEmpty()) operation.putArray("parameters").addAll(parameters.values());
  }

  /** A parameter is given or left out; springdoc says of nullable ones that they may be null. */
  private static void neverNull(JsonNode schema) {
    if (!schema.path("type").isArray()) return;
    for (JsonNode type : schema.path("type").values())
      if (!type.asString().equals("null")) ((ObjectNode) schema).set("type", type);
  }

  private static ObjectNode reference(ObjectNode operation, String name) {
    return operation.objectNode().put("$ref", "#/components/parameters/" + name);
  }

  private void problems(String method, String path, ObjectNode operation) {
    List<String> statuses = new ArrayList<>(List.of("400", "401", "406", "500", "503"));
    statuses.addAll(routes.refusals(method, path));
    boolean writes = !method.equals("GET");
    if (writes) statuses.add("409");
    if (method.equals("POST")) statuses.add("422");
    if (operation.has("requestBody")) statuses.addAll(List.of("413", "415"));
    for (JsonNode parameter : operation.path("parameters").values())
      if (parameter.path("$ref").asString("").endsWith("/If-Match")) statuses.add("412");
    ObjectNode responses = Document.child(operation, "responses");
    statuses.stream()
        .sorted()
        .distinct()
        .filter(status -> !responses.has(status))
        .forEach(
            status -> responses.putObject(status).put("$ref", "#/components/responses/" + status));
  }

  private static void describe(ObjectNode operation, JsonNode named) {
    if (!(operation.get("parameters") instanceof ArrayNode parameters)) return;
    for (int i = 0; i < parameters.size(); i++) {
      JsonNode parameter = parameters.get(i);
      boolean isLimit = parameter.path("$ref").asString("").endsWith("/limit");
      if (isLimit && named.has("limit")) parameters.set(i, named.get("limit"));
      JsonNode words = named.path(parameter.path("name").asString(""));
      if (words instanceof ObjectNode more) Document.merge((ObjectNode) parameter, more);
    }
  }
}
