package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.SignatureSource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads TensorFlow's {@code saved_model.pb}: the signature {@code serving_default}, or else all of
 * the graph that is tagged {@code serve}. The graphs themselves are skipped. Field numbers:
 * tensorflow/tensorflow, core/protobuf/saved_model.proto and meta_graph.proto,
 * core/framework/tensor_shape.proto and types.proto.
 */
@Component
class SavedModelFormat implements ModelFormat {
  private static final String DEFAULT = "serving_default";
  private static final int MAX_SIGNATURES = 1_000;

  /** Inputs and outputs of all signatures together. */
  private static final int MAX_FIELDS = 50_000;

  /** By number, as DataType. */
  private static final Map<Integer, String> TYPES =
      Map.ofEntries(
          Map.entry(1, "float32"),
          Map.entry(2, "float64"),
          Map.entry(3, "int32"),
          Map.entry(4, "uint8"),
          Map.entry(5, "int16"),
          Map.entry(6, "int8"),
          Map.entry(7, "string"),
          Map.entry(8, "complex64"),
          Map.entry(9, "int64"),
          Map.entry(10, "bool"),
          Map.entry(11, "qint8"),
          Map.entry(12, "quint8"),
          Map.entry(13, "qint32"),
          Map.entry(14, "bfloat16"),
          Map.entry(15, "qint16"),
          Map.entry(16, "quint16"),
          Map.entry(17, "uint16"),
          Map.entry(18, "complex128"),
          Map.entry(19, "float16"),
          Map.entry(20, "resource"),
          Map.entry(21, "variant"),
          Map.entry(22, "uint32"),
          Map.entry(23, "uint64"),
          Map.entry(24, "float8e5m2"),
          Map.entry(25, "float8e4m3fn"),
          Map.entry(26, "float8e4m3fnuz"),
          Map.entry(27, "float8e4m3b11fnuz"),
          Map.entry(28, "float8e5m2fnuz"),
          Map.entry(29, "int4"),
          Map.entry(30, "uint4"),
          Map.entry(31, "int2"),
          Map.entry(32, "uint2"),
          Map.entry(33, "float4e2m1"));

  private record Graph(Set<String> tags, Map<String, Signature> signatures) {}

  @Override
  public Kind kind() {
    return Kind.SAVEDMODEL;
  }

  @Override
  public boolean isNamed(ArtifactPath path) {
    return path.fileName().equals("saved_model.pb");
  }

  @Override
  public List<FileSignature> read(FileBytes bytes) throws UnreadableFile {
    Graph serving = null;
    boolean hasGraph = false;
    WireReader model = new WireReader(bytes);
    while (model.next()) {
      if (model.field() != 2) continue;
      hasGraph = true;
      Graph graph = graph(model.message());
      if (graph.tags().contains("serve")
          && (serving == null || graph.tags().size() < serving.tags().size())) serving = graph;
    }
    if (!hasGraph) throw new UnreadableFile("is not a SavedModel, because it has no graph");
    return serving == null ? List.of() : called(serving.signatures());
  }

  /** The signature that clients call unless they name another; if there is none, all of them. */
  private static List<FileSignature> called(Map<String, Signature> signatures)
      throws UnreadableFile {
    Signature standard = signatures.get(DEFAULT);
    if (standard != null) return List.of(Fields.storable(standard));
    List<FileSignature> all = new ArrayList<>();
    for (Map.Entry<String, Signature> one : signatures.entrySet())
      all.add(Fields.storable(one.getValue()).named(one.getKey()));
    return all;
  }

  private static Graph graph(WireReader graph) throws UnreadableFile {
    Set<String> tags = new TreeSet<>();
    Map<String, Signature> signatures = new TreeMap<>();
    int fields = 0;
    while (graph.next()) {
      switch (graph.field()) {
        case 1 -> {
          WireReader info = graph.message();
          while (info.next()) if (info.field() == 4) tags.add(info.text());
        }
        case 5 -> {
          WireReader entry = graph.message();
          String name = "";
          Signature signature = new Signature(null, null, null);
          while (entry.next()) {
            if (entry.field() == 1) name = entry.text();
            else if (entry.field() == 2) signature = signature(entry.message());
          }
          if (name.startsWith("__")) continue; // internal, for initialization
          signatures.put(name, signature);
          fields += size(signature.inputs()) + size(signature.outputs());
          if (fields > MAX_FIELDS)
            throw new UnreadableFile(
                "has signatures with more than %,d inputs and outputs".formatted(MAX_FIELDS));
        }
        default -> {}
      }
      if (signatures.size() > MAX_SIGNATURES || tags.size() > MAX_SIGNATURES)
        throw new UnreadableFile("has more than a thousand signatures or tags");
    }
    return new Graph(tags, signatures);
  }

  private static int size(@Nullable List<Field> fields) {
    return fields == null ? 0 : fields.size();
  }

  private static Signature signature(WireReader signature) throws UnreadableFile {
    Map<String, Field> inputs = new TreeMap<>(); // a map has no order in the file
    Map<String, Field> outputs = new TreeMap<>();
    Set<String> optional = new TreeSet<>();
    while (signature.next()) {
      switch (signature.field()) {
        case 1 -> put(signature.message(), inputs);
        case 2 -> put(signature.message(), outputs);
        case 4 -> optional.add(key(signature.message()));
        default -> {}
      }
    }
    List<Field> taken =
        inputs.values().stream()
            .map(
                field ->
                    Fields.tensor(
                        field.name(),
                        field.dtype(),
                        field.shape(),
                        !optional.contains(field.name())))
            .toList();
    return new Signature(taken, List.copyOf(outputs.values()), null);
  }

  private static String key(WireReader entry) throws UnreadableFile {
    while (entry.next()) if (entry.field() == 1) return entry.text();
    return "";
  }

  private static void put(WireReader entry, Map<String, Field> fields) throws UnreadableFile {
    String name = "";
    String dtype = "undefined";
    List<Integer> shape = null;
    while (entry.next()) {
      if (entry.field() == 1) name = entry.text();
      if (entry.field() != 2) continue;
      WireReader info = entry.message();
      while (info.next()) {
        if (info.field() == 2) {
          int number = (int) info.number();
          dtype = TYPES.getOrDefault(number, "type" + number);
        } else if (info.field() == 3) {
          shape = shape(info.message());
        }
      }
    }
    if (fields.size() <= Signature.MAX_FIELDS)
      fields.put(name, Fields.tensor(name, dtype, shape, null));
  }

  private static @Nullable List<Integer> shape(WireReader shape) throws UnreadableFile {
    List<Integer> lengths = new ArrayList<>();
    boolean unknown = false;
    while (shape.next()) {
      if (shape.field() == 3) unknown = shape.number() != 0;
      if (shape.field() != 2) continue;
      int length = 0; // proto3 leaves a zero out
      WireReader dimension = shape.message();
      while (dimension.next())
        if (dimension.field() == 1) length = Fields.length(dimension.number());
      if (lengths.size() <= Fields.MAX_DIMENSIONS) lengths.add(length);
    }
    return unknown ? null : lengths;
  }
}
