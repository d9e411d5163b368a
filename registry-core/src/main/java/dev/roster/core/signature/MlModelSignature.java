package dev.roster.core.signature;

import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.Signature.Param;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code signature} of an {@code MLmodel}: inputs, outputs and params, each as JSON in a text
 * (mlflow.org, Model Signatures; mlflow/mlflow, mlflow/types/schema.py). What it says oddly is left
 * out or taken for {@code any}, with a note; the rest is kept.
 */
final class MlModelSignature {
  /**
   * Python writes NaN for the name of a column that is None, and for a default. The length of the
   * file bounds each number, name and nesting, so that one that is odd costs itself alone.
   */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(MlModelFormat.MAX_BYTES)
                          .maxNameLength(MlModelFormat.MAX_BYTES)
                          .maxNestingDepth(MlModelFormat.MAX_BYTES)
                          .build())
                  .build())
          .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  /** More than the most fields that a signature may have take. */
  private static final int MAX_VALUES = 100_000;

  private static final int MAX_NUMBER_BITS = 3_000; // that JSON readers take again

  /** The name of a column whose name is nested too deep; as it is blank, the column is left out. */
  private static final String TOO_DEEP = " ";

  private final List<String> notes = new ArrayList<>();
  private final @Nullable List<JsonNode> inputs;
  private final @Nullable List<JsonNode> outputs;
  private final Signature signature;

  MlModelSignature(Map<?, ?> parts) {
    inputs = items(parts, "inputs");
    outputs = items(parts, "outputs");
    signature =
        new Signature(
            fields(inputs, "input"), fields(outputs, "output"), params(items(parts, "params")));
  }

  boolean saysNothing() {
    return signature.saysNothing() && notes.isEmpty();
  }

  FileSignature toFileSignature() throws UnreadableFile {
    return Fields.storable(signature, areNamed(inputs), areNamed(outputs), notes);
  }

  /** The items of a part that are objects; null if the part says nothing. */
  private @Nullable List<JsonNode> items(Map<?, ?> parts, String part) {
    Object text = parts.get(part);
    if (text == null) return null;
    try {
      if (text instanceof String json && isNull(json)) return null;
      if (text instanceof String json) return items(json, fitting(json), part);
    } catch (JacksonException malformed) {
      // said below
    }
    note("leaves out the %s, which are not a list as JSON in a text", part);
    return null;
  }

  private static boolean isNull(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      return parser.nextToken() == JsonToken.VALUE_NULL;
    }
  }

  /** How many items have at most {@code MAX_VALUES} together, before any is kept in memory. */
  private static int fitting(String text) {
    int values = 0;
    int items = 0;
    int depth = 0;
    int fitting = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructEnd()) depth--;
        if (token.isScalarValue() || token.isStructStart()) values++;
        if (token.isStructStart()) depth++;
        boolean itemEnds = depth == 1 && (token.isStructEnd() || token.isScalarValue());
        if (itemEnds) items++;
        if (itemEnds && values <= MAX_VALUES) fitting = items;
      }
    }
    return fitting;
  }

  private @Nullable List<JsonNode> items(String text, int fitting, String part) {
    List<JsonNode> items = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        note("leaves out the %s, which are not a list as JSON in a text", part);
        return null;
      }
      int place = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY && items.size() <= Signature.MAX_FIELDS) {
        if (place++ == fitting) {
          note(
              "leaves out the %s after the first %,d, as at most %,d values are read",
              part, fitting, MAX_VALUES);
          break;
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          items.add(parser.readValueAsTree());
        } else {
          note("leaves out one of the %s, which is not an object", part);
          parser.skipChildren();
        }
      }
    }
    return isFallback(items) ? null : items;
  }

  /** MLflow writes one unnamed {@code any} if it could not infer the type of some column. */
  private static boolean isFallback(List<JsonNode> items) {
    return items.size() == 1
        && items.get(0).path("type").asString("").equals("any")
        && name(items.get(0)) == null;
  }

  /**
   * The name of a column, which pandas allows to be a number or a list; null if it has none.
   *
   * @return a number or a list as JSON; also a text that would read as one: {@code "3"}
   */
  private static @Nullable String name(JsonNode item) {
    JsonNode name = item.path("name");
    if (name.isMissingNode() || name.isNull()) return null;
    if (name.isString()) return name.asString().isEmpty() ? null : quoted(name.asString());
    if (isDeep(name, 0)) return TOO_DEEP;
    return name.isValueNode() ? name.asString() : name.toString();
  }

  private static boolean isDeep(JsonNode value, int depth) {
    return depth > Fields.MAX_DEPTH
        || value.values().stream().anyMatch(inner -> isDeep(inner, depth + 1));
  }

  private static String quoted(String name) {
    if ("-[\"tfN0123456789".indexOf(name.charAt(0)) < 0 || name.length() > Fields.MAX_NAME_LENGTH)
      return name;
    try {
      JSON.readTree(name);
      return JSON.writeValueAsString(name);
    } catch (JacksonException text) {
      return name;
    }
  }

  private static boolean areNamed(@Nullable List<JsonNode> items) {
    return items == null || items.stream().noneMatch(item -> name(item) == null);
  }

  private @Nullable List<Field> fields(@Nullable List<JsonNode> items, String one) {
    if (items == null) return null;
    List<Field> fields = new ArrayList<>();
    for (JsonNode item : items) {
      String name = name(item);
      if (name == null) name = items.size() == 1 ? one : String.valueOf(fields.size());
      boolean required = item.path("required").asBoolean(true);
      Boolean kept = required ? null : Boolean.FALSE;
      fields.add(field(name, item, one.equals("input") ? Boolean.valueOf(required) : kept));
    }
    return fields;
  }

  private Field field(String name, JsonNode item, @Nullable Boolean required) {
    String type = item.path("type").asString("");
    return switch (type) {
      case "tensor" -> {
        JsonNode spec = item.path("tensor-spec");
        String dtype = dtype(spec);
        if (dtype != null)
          yield Fields.tensor(name, dtype, shape(spec.path("shape"), name), required);
        note("has any as the type of %s, which is a tensor without a dtype", name);
        yield new Field(name, "any", required, null, null);
      }
      case "array", "map", "object" -> new Field(name, type, required, expression(item, 0), null);
      case "boolean", "integer", "long", "float", "double", "string", "binary", "datetime", "any" ->
          new Field(name, type, required, null, null);
      default ->
          new Field(name, "any", required, null, null); // a vector of Spark, and types to come
    };
  }

  private static @Nullable String dtype(JsonNode spec) {
    String dtype = spec.path("dtype").asString("");
    return switch (dtype) {
      case "" -> null;
      case "str", "object", "unicode" -> "string";
      default -> dtype;
    };
  }

  /** Null, which is any shape, if it is not a list of lengths. */
  private @Nullable List<Integer> shape(JsonNode shape, String name) {
    List<Integer> lengths = new ArrayList<>();
    boolean odd = !shape.isArray();
    for (JsonNode length : shape.values()) {
      if (length.isIntegralNumber() && length.canConvertToLong())
        lengths.add(Fields.length(length.asLong()));
      else odd = true;
    }
    if (!odd) return lengths;
    note("has any shape for %s, whose shape is not a list of lengths", name);
    return null;
  }

  /** {@code array<double>}, {@code map<string,long>}, {@code object<city:string,zip?:long>}. */
  private static String expression(JsonNode type, int depth) {
    if (depth > Fields.MAX_DEPTH) return "any";
    String name = type.path("type").asString("any");
    return switch (name) {
      case "array" -> "array<" + expression(type.path("items"), depth + 1) + ">";
      case "map" -> "map<string," + expression(type.path("values"), depth + 1) + ">";
      case "object" -> {
        Map<String, String> properties = new TreeMap<>();
        for (Map.Entry<String, JsonNode> property : type.path("properties").properties()) {
          boolean required = property.getValue().path("required").asBoolean(true);
          properties.put(
              property.getKey() + (required ? "" : "?"),
              expression(property.getValue(), depth + 1));
        }
        StringBuilder text = new StringBuilder();
        properties.forEach(
            (key, of) -> text.append(text.isEmpty() ? "" : ",").append(key).append(':').append(of));
        yield "object<" + text + ">";
      }
      default -> name;
    };
  }

  private @Nullable List<Param> params(@Nullable List<JsonNode> items) {
    if (items == null) return null;
    List<Param> params = new ArrayList<>();
    for (JsonNode item : items) {
      String name = name(item);
      JsonNode shape = item.path("shape");
      params.add(
          new Param(
              name == null ? "" : name,
              item.path("type").asString(item.path("dtype").asString("")),
              standard(item.path("default"), name),
              shape.isArray() ? shape(shape, String.valueOf(name)) : null));
    }
    return params;
  }

  /** Null, with a note, if JSON cannot store it. */
  private @Nullable Object standard(JsonNode value, @Nullable String name) {
    if (!isDeep(value, 0) && !hasHugeNumber(value)) return plain(value);
    note(
        "leaves out the default of the param %s, which is nested deeper than %d or has a number of hundreds of digits",
        name, Fields.MAX_DEPTH);
    return null;
  }

  private static boolean hasHugeNumber(JsonNode value) {
    return value.isBigInteger() && value.bigIntegerValue().bitLength() > MAX_NUMBER_BITS
        || value.values().stream().anyMatch(MlModelSignature::hasHugeNumber);
  }

  /** The value as JSON can store it: a number that is not finite becomes its name. */
  private static @Nullable Object plain(JsonNode value) {
    if (value.isArray()) return value.values().stream().map(MlModelSignature::plain).toList();
    if (value.isObject()) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      value.properties().forEach(one -> plain.put(one.getKey(), plain(one.getValue())));
      return plain;
    }
    if (value.isDouble() && !Double.isFinite(value.doubleValue())) return value.asString();
    return JSON.convertValue(value, Object.class);
  }

  private void note(String format, Object... values) {
    String note = UnreadableFile.printable(format.formatted(values));
    if (notes.size() < Fields.MAX_NOTES && !notes.contains(note)) notes.add(note);
  }
}
