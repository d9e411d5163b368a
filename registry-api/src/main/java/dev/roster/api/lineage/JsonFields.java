package dev.roster.api.lineage;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads fields of a JSON document that is not bound to a type, and names those that are wrong. */
final class JsonFields {
  private JsonFields() {}

  static void known(ObjectNode object, FieldPath place, String... fields) {
    for (String name : object.propertyNames())
      if (!Set.of(fields).contains(name)) {
        String detail =
            "is unknown; the known fields are " + String.join(", ", new TreeSet<>(Set.of(fields)));
        throw Refused.because(
            ProblemCode.UNKNOWN_FIELD,
            "The field " + name + " is unknown.",
            List.of(new FieldFault(place.member(name), detail)));
      }
  }

  static String required(ObjectNode parent, FieldPath place, int longest) {
    String text =
        text(parent.get(place.steps().get(place.steps().size() - 1).text()), place, longest);
    if (text == null || text.isBlank()) throw Refused.invalid(place, "is required");
    return text;
  }

  static @Nullable String text(@Nullable JsonNode node, FieldPath place, int longest) {
    if (node == null || node.isNull()) return null;
    if (!node.isString()) throw Refused.invalid(place, "is not a string");
    if (node.asString().length() > longest)
      throw Refused.invalid(place, "has more than %,d characters".formatted(longest));
    return node.asString();
  }

  static ObjectNode object(@Nullable JsonNode node, FieldPath place) {
    if (node instanceof ObjectNode object) return object;
    throw Refused.invalid(place, node == null ? "is required" : "is not an object");
  }

  static @Nullable ObjectNode optional(@Nullable JsonNode node, FieldPath place) {
    return node == null || node.isNull() ? null : object(node, place);
  }

  static Iterable<JsonNode> list(@Nullable JsonNode node, FieldPath place, int most) {
    if (node == null || node.isNull()) return List.of();
    if (!node.isArray()) throw Refused.invalid(place, "is not a list");
    if (node.size() > most)
      throw Refused.invalid(place, "has more than %,d entries".formatted(most));
    return node;
  }
}
