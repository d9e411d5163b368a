package dev.roster.api.lineage;

import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads fields of a JSON document that is not bound to a type, and names those that are wrong. */
final class JsonFields {
  private JsonFields() {}

  static String required(ObjectNode parent, FieldPath place, int longest) {
    String text =
        text(parent.get(place.steps().get(place.steps().size() - 1).text()), place, longest);
    if (text == null || text.isBlank()) throw Refused.invalid(place, "is required");
    return text;
  }

  static @Nullable String text(@Nullable JsonNode node, FieldPath place, int longest) {
    if (node == null || node.isNull()) return null;
    if (!node.isString()) throw Refused.invalid(place, "must be a string", kind(node));
    if (node.asString().length() > longest)
      throw Refused.invalid(
          place, "must have at most %,d characters".formatted(longest), node.asString().length());
    return node.asString();
  }

  static ObjectNode object(@Nullable JsonNode node, FieldPath place) {
    if (node instanceof ObjectNode object) return object;
    if (node == null) throw Refused.invalid(place, "is required");
    throw Refused.invalid(place, "must be an object", kind(node));
  }

  static @Nullable ObjectNode optional(@Nullable JsonNode node, FieldPath place) {
    return node == null || node.isNull() ? null : object(node, place);
  }

  static Iterable<JsonNode> list(@Nullable JsonNode node, FieldPath place, int most) {
    if (node == null || node.isNull()) return List.of();
    if (!node.isArray()) throw Refused.invalid(place, "must be a list", kind(node));
    if (node.size() > most)
      throw Refused.invalid(place, "must have at most %,d entries".formatted(most), node.size());
    return node;
  }

  /** What a value of another type was: itself, if it is no list or object. */
  private static Object kind(JsonNode node) {
    if (node.isString()) return node.asString();
    return node.isValueNode() ? node : new Unquoted(node.isArray() ? "a list" : "an object");
  }

  private record Unquoted(String text) {
    @Override
    public String toString() {
      return text;
    }
  }
}
