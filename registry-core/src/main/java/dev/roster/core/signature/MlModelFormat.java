package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.Signature.Param;
import dev.roster.core.version.SignatureSource.Kind;
import dev.roster.core.yaml.SafeYaml;
import dev.roster.core.yaml.UnreadableYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * MLflow's {@code MLmodel}: YAML whose {@code signature} holds inputs, outputs and params, each as
 * JSON in a text (mlflow.org, Model Signatures; mlflow/mlflow, mlflow/types/schema.py).
 */
@Component
class MlModelFormat implements ModelFormat {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public Kind kind() {
    return Kind.MLMODEL;
  }

  @Override
  public boolean isNamed(ArtifactPath path) {
    return path.fileName().equals("MLmodel");
  }

  @Override
  public Optional<FileSignature> read(FileBytes bytes) throws UnreadableFile {
    if (bytes.size() > SafeYaml.MAX_LENGTH)
      throw new UnreadableFile(
          "has %,d bytes; at most %,d bytes of an MLmodel file are read"
              .formatted(bytes.size(), SafeYaml.MAX_LENGTH));
    Object document;
    try {
      document = SafeYaml.read(bytes.read((int) bytes.size()));
    } catch (UnreadableYaml unreadable) {
      throw new UnreadableFile(unreadable.getMessage());
    }
    if (!(document instanceof Map<?, ?> model))
      throw new UnreadableFile("is not an MLmodel file, because it is not a map");
    Object signature = model.get("signature");
    if (signature == null) return Optional.empty();
    if (!(signature instanceof Map<?, ?> parts)) throw wrong("signature is not a map");
    JsonNode inputs = json(parts, "inputs"), outputs = json(parts, "outputs");
    Signature read =
        new Signature(
            fields(inputs, "input", true),
            fields(outputs, "output", false),
            params(json(parts, "params")));
    if (read.saysNothing()) return Optional.empty();
    return Optional.of(Fields.checked(read, isNamed(inputs), isNamed(outputs)));
  }

  /** The JSON in a text of the signature; null if it says nothing of this. */
  private static @Nullable JsonNode json(Map<?, ?> parts, String part) throws UnreadableFile {
    Object text = parts.get(part);
    if (text == null) return null;
    if (!(text instanceof String json)) throw wrong(part + " is not JSON in a text");
    JsonNode list;
    try {
      list = JSON.readTree(json);
    } catch (JacksonException malformed) {
      throw wrong(part + " is not JSON");
    }
    if (list == null || list.isNull()) return null;
    if (!list.isArray()) throw wrong(part + " is not a list");
    return list;
  }

  private static boolean isNamed(@Nullable JsonNode list) {
    if (list == null) return true;
    for (JsonNode item : list.values()) if (!item.path("name").isString()) return false;
    return true;
  }

  private static @Nullable List<Field> fields(@Nullable JsonNode list, String one, boolean input)
      throws UnreadableFile {
    if (list == null) return null;
    List<Field> fields = new ArrayList<>();
    for (JsonNode item : list.values()) {
      String place = list.size() == 1 ? one : String.valueOf(fields.size());
      String name = item.path("name").isString() ? item.path("name").asString() : place;
      Boolean required = input ? Boolean.valueOf(item.path("required").asBoolean(true)) : null;
      if (!input && item.has("required") && !item.path("required").asBoolean(true))
        required = false;
      fields.add(field(name, item, required));
    }
    return fields;
  }

  private static Field field(String name, JsonNode item, @Nullable Boolean required)
      throws UnreadableFile {
    String type = item.path("type").asString("");
    return switch (type) {
      case "tensor" -> {
        JsonNode spec = item.path("tensor-spec");
        yield Fields.tensor(name, dtype(spec), shape(spec.path("shape")), required);
      }
      case "array", "map", "object" -> new Field(name, type, required, expression(item, 0), null);
      case "boolean", "integer", "long", "float", "double", "string", "binary", "datetime", "any" ->
          new Field(name, type, required, null, null);
      default ->
          new Field(name, "any", required, null, null); // a vector of Spark, and types to come
    };
  }

  private static String dtype(JsonNode spec) throws UnreadableFile {
    String dtype = spec.path("dtype").asString("");
    return switch (dtype) {
      case "" -> throw wrong("a tensor has no dtype");
      case "str", "object", "unicode" -> "string";
      default -> dtype;
    };
  }

  private static List<Integer> shape(JsonNode shape) throws UnreadableFile {
    if (!shape.isArray()) throw wrong("a tensor has no shape");
    List<Integer> lengths = new ArrayList<>();
    for (JsonNode length : shape.values()) {
      if (!length.isIntegralNumber() || !length.canConvertToLong())
        throw wrong("a shape contains something other than lengths");
      lengths.add(Fields.length(length.asLong()));
    }
    return lengths;
  }

  /** {@code array<double>}, {@code map<string,long>}, {@code object<city:string,zip?:long>}. */
  private static String expression(JsonNode type, int depth) throws UnreadableFile {
    if (depth > Fields.MAX_DEPTH) throw wrong("types are nested too deep");
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

  private static @Nullable List<Param> params(@Nullable JsonNode list) throws UnreadableFile {
    if (list == null) return null;
    List<Param> params = new ArrayList<>();
    for (JsonNode item : list.values()) {
      String type = item.path("type").asString(item.path("dtype").asString(""));
      JsonNode shape = item.path("shape");
      params.add(
          new Param(
              item.path("name").asString(""),
              type,
              JSON.convertValue(item.path("default"), Object.class),
              shape.isArray() ? shape(shape) : null));
    }
    return params;
  }

  private static UnreadableFile wrong(String what) {
    return new UnreadableFile("has a signature that cannot be read: " + what);
  }
}
