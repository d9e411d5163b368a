package dev.roster.http.openapi;

import dev.roster.core.metric.MetricValue;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says in the schemas what the records say: a component without {@code @Nullable} is always there,
 * one with it may be null, nothing else may be sent, and enums are in lower case.
 */
@Component
class Schemas {
  private final SchemaClasses classes;

  Schemas(SchemaClasses classes) {
    this.classes = classes;
  }

  void complete(ObjectNode schemas) {
    classes.checkNames();
    for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
      Class<?> type = classes.of(schema.getKey());
      if (type != null && type.isRecord()) complete((ObjectNode) schema.getValue(), type);
    }
    lowerEnums(schemas);
  }

  private static void complete(ObjectNode schema, Class<?> type) {
    schema.remove("required");
    schema.put("additionalProperties", false);
    ArrayNode required = schema.objectNode().arrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      JsonNode property = schema.path("properties").path(component.getName());
      if (!(property instanceof ObjectNode known)) continue;
      AnnotatedType declared = component.getAnnotatedType();
      if (isMetric(declared)) orNotFinite(known);
      if (isMetric(valueType(declared)))
        orNotFinite(known.path(known.has("items") ? "items" : "additionalProperties"));
      if (isNullable(declared)) {
        ((ObjectNode) schema.path("properties")).set(component.getName(), orNull(known));
      } else if (component.getType() != boolean.class) {
        required.add(component.getName());
      }
      if (!hasNullableValues(declared)) continue;
      if (known.has("additionalProperties")) known.putObject("additionalProperties");
      if (known.get("items") instanceof ObjectNode item) known.set("items", orNull(item));
    }
    if (!required.isEmpty()) schema.set("required", required);
  }

  private static boolean isMetric(@Nullable AnnotatedType type) {
    return type != null && type.isAnnotationPresent(MetricValue.class);
  }

  private static void orNotFinite(JsonNode number) {
    ObjectNode schema = (ObjectNode) number;
    schema.putArray("type").add("number").add("string");
    schema.put("pattern", "^(NaN|-?Infinity)$");
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  /** A list's or a map's. */
  private static boolean hasNullableValues(AnnotatedType type) {
    AnnotatedType value = valueType(type);
    return value != null && isNullable(value);
  }

  /** The type of the values of a list or map. */
  private static @Nullable AnnotatedType valueType(AnnotatedType type) {
    if (!(type instanceof AnnotatedParameterizedType generic)) return null;
    AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
    return arguments.length == 0 ? null : arguments[arguments.length - 1];
  }

  private static ObjectNode orNull(ObjectNode schema) {
    if (schema.has("$ref")) {
      ObjectNode either = schema.objectNode();
      ArrayNode ways = either.putArray("anyOf");
      ways.add(schema);
      ways.addObject().put("type", "null");
      return either;
    }
    if (schema.get("type") instanceof ArrayNode types) types.add("null");
    if (schema.path("type").isString()) {
      String type = schema.path("type").asString();
      schema.putArray("type").add(type).add("null");
      if (schema.get("enum") instanceof ArrayNode values) values.addNull();
    }
    return schema;
  }

  private static void lowerEnums(JsonNode node) {
    if (node.get("enum") instanceof ArrayNode values) {
      for (int i = 0; i < values.size(); i++)
        if (values.get(i).isString())
          values.set(i, values.get(i).asString().toLowerCase(Locale.ROOT));
    }
    node.values().forEach(Schemas::lowerEnums);
  }
}
