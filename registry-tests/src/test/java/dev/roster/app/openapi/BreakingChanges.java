package dev.roster.app.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a client of the document before could no longer do with the one after. */
final class BreakingChanges {
  private final JsonNode before;
  private final JsonNode after;
  private final List<String> found = new ArrayList<>();
  private final Set<String> compared = new HashSet<>();

  BreakingChanges(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
  }

  List<String> find() {
    for (Map.Entry<String, JsonNode> path : before.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String name = method.getKey() + " " + path.getKey();
        JsonNode now = after.path("paths").path(path.getKey()).path(method.getKey());
        if (now.isMissingNode()) found.add(name + " is gone");
        else operation(name, method.getValue(), now);
      }
    }
    return found;
  }

  private void operation(String name, JsonNode then, JsonNode now) {
    parameters(name, then, now);
    for (Map.Entry<String, JsonNode> response : then.path("responses").properties()) {
      JsonNode there = now.path("responses").path(response.getKey());
      if (there.isMissingNode()) found.add(name + " no longer answers " + response.getKey());
      else content(name + " " + response.getKey(), response.getValue(), there, false);
    }
    content(name + " body", then.path("requestBody"), now.path("requestBody"), true);
    boolean demanded =
        now.path("requestBody").path("required").asBoolean(false)
            && !then.path("requestBody").path("required").asBoolean(false);
    if (demanded) found.add(name + " now demands a body");
  }

  private void parameters(String name, JsonNode then, JsonNode now) {
    Set<String> known = new HashSet<>(), present = new HashSet<>();
    for (JsonNode parameter : then.path("parameters").values()) known.add(key(before, parameter));
    for (JsonNode parameter : now.path("parameters").values()) {
      String key = key(after, parameter);
      present.add(key);
      boolean required = resolve(after, parameter).path("required").asBoolean(false);
      if (required && !known.contains(key)) found.add(name + " now demands " + key);
    }
    for (String key : known)
      if (!present.contains(key)) found.add(name + " no longer takes " + key);
  }

  private static String key(JsonNode document, JsonNode parameter) {
    JsonNode whole = resolve(document, parameter);
    return whole.path("in").asString("") + " " + whole.path("name").asString("");
  }

  private void content(String name, JsonNode then, JsonNode now, boolean sent) {
    for (Map.Entry<String, JsonNode> type : resolve(before, then).path("content").properties()) {
      JsonNode there = resolve(after, now).path("content").path(type.getKey());
      if (there.isMissingNode()) found.add(name + " is no longer " + type.getKey());
      else schema(name, type.getValue().path("schema"), there.path("schema"), sent);
    }
  }

  private void schema(String name, JsonNode then, JsonNode now, boolean sent) {
    String pair = then.path("$ref").asString("") + now.path("$ref").asString("") + sent;
    if (then.has("$ref") && !compared.add(pair)) return;
    JsonNode was = resolve(before, then), is = resolve(after, now);
    if (!was.path("type").equals(is.path("type"))) found.add(name + " has another type");
    for (Map.Entry<String, JsonNode> property : was.path("properties").properties()) {
      JsonNode there = is.path("properties").path(property.getKey());
      String at = name + "/" + property.getKey();
      if (there.isMissingNode()) found.add(at + " is gone");
      else schema(at, property.getValue(), there, sent);
    }
    Set<String> required = new HashSet<>();
    was.path("required").values().forEach(field -> required.add(field.asString()));
    if (sent)
      for (JsonNode field : is.path("required").values())
        if (!required.contains(field.asString()))
          found.add(name + "/" + field.asString() + " is now required");
    if (was.has("items")) schema(name + "/items", was.path("items"), is.path("items"), sent);
  }

  private static JsonNode resolve(JsonNode document, JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }
}
