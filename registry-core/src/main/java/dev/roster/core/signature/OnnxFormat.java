package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.SignatureSource.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads an ONNX model: the inputs of its graph that no initializer fills, and its outputs. The
 * weights are skipped. Field numbers: onnx/onnx, onnx/onnx-ml.proto, messages ModelProto,
 * GraphProto, ValueInfoProto, TypeProto, TensorShapeProto, TensorProto, SparseTensorProto.
 */
@Component
class OnnxFormat implements ModelFormat {
  private static final int MAX_VALUES = 200_000;

  /** Before those are left out that an initializer fills: old files name each initializer here. */
  private static final int MAX_FIELDS = 50_000;

  private static final int MAX_NAME_LENGTH = 512;

  /** By number, as TensorProto.DataType. */
  private static final List<String> TYPES =
      List.of(
          "undefined",
          "float32",
          "uint8",
          "int8",
          "uint16",
          "int16",
          "int32",
          "int64",
          "string",
          "bool",
          "float16",
          "float64",
          "uint32",
          "uint64",
          "complex64",
          "complex128",
          "bfloat16",
          "float8e4m3fn",
          "float8e4m3fnuz",
          "float8e5m2",
          "float8e5m2fnuz",
          "uint4",
          "int4",
          "float4e2m1",
          "float8e8m0",
          "uint2",
          "int2");

  @Override
  public Kind kind() {
    return Kind.ONNX;
  }

  @Override
  public boolean isNamed(ArtifactPath path) {
    return path.fileName().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  @Override
  public List<FileSignature> read(FileBytes bytes) throws UnreadableFile {
    WireReader model = new WireReader(bytes);
    while (model.next()) if (model.field() == 7) return List.of(graph(model.message()));
    throw new UnreadableFile("is not an ONNX model, because it has no graph");
  }

  private static FileSignature graph(WireReader graph) throws UnreadableFile {
    List<Field> inputs = new ArrayList<>();
    List<Field> outputs = new ArrayList<>();
    Set<String> initialized = new HashSet<>();
    while (graph.next()) {
      switch (graph.field()) {
        case 5 -> add(text(graph.message(), 8), initialized);
        case 15 -> add(sparse(graph.message()), initialized);
        case 11 -> inputs.add(value(graph.message(), true));
        case 12 -> outputs.add(value(graph.message(), false));
        default -> {} // nodes, texts, shapes of what is between
      }
      if (initialized.size() > MAX_VALUES)
        throw new UnreadableFile("has more than %,d initializers".formatted(MAX_VALUES));
      if (inputs.size() + outputs.size() > MAX_FIELDS)
        throw new UnreadableFile("has more than %,d inputs and outputs".formatted(MAX_FIELDS));
    }
    inputs.removeIf(input -> initialized.contains(input.name()));
    return Fields.storable(new Signature(inputs, outputs, null));
  }

  /** The longest name that an input may have. */
  private static void add(String name, Set<String> names) {
    if (name.length() <= MAX_NAME_LENGTH) names.add(name);
  }

  /** The first text field with this number; the rest is not read. */
  private static String text(WireReader message, int field) throws UnreadableFile {
    while (message.next()) if (message.field() == field) return message.text();
    return "";
  }

  /** A sparse initializer has the name of its values. */
  private static String sparse(WireReader tensor) throws UnreadableFile {
    while (tensor.next()) if (tensor.field() == 1) return text(tensor.message(), 8);
    return "";
  }

  private static Field value(WireReader value, boolean input) throws UnreadableFile {
    String name = "";
    Field typed = new Field("", "any", null, null, null);
    while (value.next()) {
      switch (value.field()) {
        case 1 -> name = value.text();
        case 2 -> typed = type(value.message(), 0);
        default -> {}
      }
    }
    Boolean required = input ? Boolean.valueOf(typed.wanted()) : typed.required();
    return new Field(name, typed.type(), required, typed.dtype(), typed.shape());
  }

  /** A TypeProto, as a field without a name. */
  private static Field type(WireReader type, int depth) throws UnreadableFile {
    if (depth > Fields.MAX_DEPTH) throw new UnreadableFile("has types that are nested too deep");
    Field found = new Field("", "any", null, null, null);
    while (type.next()) {
      switch (type.field()) {
        case 1, 8 -> found = tensor(type.message());
        case 4 -> {
          String items = expression(inner(type.message(), depth));
          found = new Field("", "array", null, "array<" + items + ">", null);
        }
        case 5 -> found = map(type.message(), depth);
        case 9 -> {
          Field item = inner(type.message(), depth);
          found = new Field("", item.type(), false, item.dtype(), item.shape());
        }
        default -> {} // 6: a word on its meaning; 7: a type of its producer's
      }
    }
    return found;
  }

  /** The element of a sequence or an optional. */
  private static Field inner(WireReader outer, int depth) throws UnreadableFile {
    while (outer.next()) if (outer.field() == 1) return type(outer.message(), depth + 1);
    return new Field("", "any", null, null, null);
  }

  private static Field map(WireReader map, int depth) throws UnreadableFile {
    String key = "any";
    String value = "any";
    while (map.next()) {
      switch (map.field()) {
        case 1 -> key = elementType(map.number());
        case 2 -> value = expression(type(map.message(), depth + 1));
        default -> {}
      }
    }
    return new Field("", "map", null, "map<" + key + "," + value + ">", null);
  }

  private static Field tensor(WireReader tensor) throws UnreadableFile {
    String dtype = "undefined";
    List<Integer> shape = null;
    while (tensor.next()) {
      switch (tensor.field()) {
        case 1 -> dtype = elementType(tensor.number());
        case 2 -> shape = shape(tensor.message());
        default -> {}
      }
    }
    return Fields.tensor("", dtype, shape, null);
  }

  /** A length with a name, or without name and value, may be any. */
  private static List<Integer> shape(WireReader shape) throws UnreadableFile {
    List<Integer> lengths = new ArrayList<>();
    while (shape.next()) {
      if (shape.field() != 1) continue;
      int length = -1;
      WireReader dimension = shape.message();
      while (dimension.next())
        if (dimension.field() == 1) length = Fields.length(dimension.number());
      lengths.add(length);
      if (lengths.size() > Fields.MAX_DIMENSIONS) break;
    }
    return lengths;
  }

  /** Within a compound, a tensor without its own shape is one value to its reader. */
  private static String expression(Field field) {
    @Nullable List<Integer> shape = field.shape();
    if (field.dtype() == null) return field.type();
    return shape == null || shape.isEmpty() ? field.dtype() : field.dtype() + shape;
  }

  private static String elementType(long number) {
    return number >= 0 && number < TYPES.size() ? TYPES.get((int) number) : "type" + number;
  }
}
