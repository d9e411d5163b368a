package dev.roster.core.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.SignatureSource.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads Triton's {@code config.pbtxt}, as its clients see it. So {@code dims} count, not {@code
 * reshape}, which is between Triton and the model; a batch size adds the first length (docs of
 * triton-inference-server, Model Configuration; triton-inference-server/common,
 * protobuf/model_config.proto).
 */
@Component
class TritonFormat implements ModelFormat {
  private static final int MAX_BYTES = 4 << 20;

  private static final Pattern NUMBERED = Pattern.compile("[1-9][0-9]*/");
  private static final Pattern TYPE_TO_COME = Pattern.compile("TYPE_[A-Z0-9_]{1,32}");
  private static final String UNKNOWN_TYPE = "TYPE_INVALID";

  /** By their numbers in the schema, from 1 on. */
  private static final List<Map.Entry<String, String>> NUMBERED_TYPES =
      List.of(
          Map.entry("TYPE_BOOL", "bool"),
          Map.entry("TYPE_UINT8", "uint8"),
          Map.entry("TYPE_UINT16", "uint16"),
          Map.entry("TYPE_UINT32", "uint32"),
          Map.entry("TYPE_UINT64", "uint64"),
          Map.entry("TYPE_INT8", "int8"),
          Map.entry("TYPE_INT16", "int16"),
          Map.entry("TYPE_INT32", "int32"),
          Map.entry("TYPE_INT64", "int64"),
          Map.entry("TYPE_FP16", "float16"),
          Map.entry("TYPE_FP32", "float32"),
          Map.entry("TYPE_FP64", "float64"),
          Map.entry("TYPE_STRING", "string"),
          Map.entry("TYPE_BF16", "bfloat16"));

  /** By name, and by number, which the text format allows for each enum. */
  private static final Map<String, String> TYPES = types();

  private static Map<String, String> types() {
    Map<String, String> types = new HashMap<>();
    for (int i = 0; i < NUMBERED_TYPES.size(); i++) {
      types.put(NUMBERED_TYPES.get(i).getKey(), NUMBERED_TYPES.get(i).getValue());
      types.put(String.valueOf(i + 1), NUMBERED_TYPES.get(i).getValue());
    }
    return Map.copyOf(types);
  }

  @Override
  public Kind kind() {
    return Kind.TRITON;
  }

  @Override
  public boolean isNamed(ArtifactPath path) {
    return path.fileName().equals("config.pbtxt");
  }

  /** The numbered folders beside a configuration hold the versions of its model. */
  @Override
  public boolean covers(ArtifactPath model, ArtifactPath other) {
    String folder = model.folder();
    return other.text().startsWith(folder)
        && NUMBERED.matcher(other.text().substring(folder.length())).lookingAt();
  }

  @Override
  public List<FileSignature> read(FileBytes bytes) throws UnreadableFile {
    return signatureOf(parse(bytes)).map(List::of).orElse(List.of());
  }

  static TextMessage parse(FileBytes bytes) throws UnreadableFile {
    if (bytes.size() > MAX_BYTES)
      throw new UnreadableFile(
          "has %,d bytes; at most %,d bytes of a config.pbtxt are read"
              .formatted(bytes.size(), MAX_BYTES));
    return TextMessage.parse(text(bytes));
  }

  /** Empty if Triton completes the configuration from the model itself. */
  private static Optional<FileSignature> signatureOf(TextMessage config) throws UnreadableFile {
    boolean batched = number(config.text("max_batch_size").orElse("0"), "max_batch_size") > 0;
    Signature signature =
        new Signature(fields(config, "input", batched), fields(config, "output", batched), null);
    return signature.saysNothing() ? Optional.empty() : Optional.of(Fields.storable(signature));
  }

  private static String text(FileBytes bytes) throws UnreadableFile {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.read((int) bytes.size()))).toString();
    } catch (CharacterCodingException invalid) {
      throw new UnreadableFile("is not UTF-8");
    }
  }

  /** Null if the file names none, so that Triton completes them from the model. */
  private static @Nullable List<Field> fields(TextMessage config, String part, boolean batched)
      throws UnreadableFile {
    List<Field> fields = new ArrayList<>();
    for (TextMessage one : config.messages(part)) {
      String type = one.text("data_type").orElse(UNKNOWN_TYPE);
      List<Integer> shape = new ArrayList<>();
      if (batched) shape.add(-1);
      for (String length : one.texts("dims")) shape.add(Fields.length(number(length, "dims")));
      Boolean required = part.equals("input") ? !isTrue(one.text("optional").orElse("")) : null;
      String name = one.text("name").orElse("");
      if (type.equals(UNKNOWN_TYPE) || type.equals("0"))
        fields.add(new Field(name, "any", required, null, null)); // to be completed by Triton
      else fields.add(Fields.tensor(name, dtype(type), shape, required));
    }
    return fields.isEmpty() ? null : fields;
  }

  private static String dtype(String type) throws UnreadableFile {
    String dtype = TYPES.get(type);
    if (dtype != null) return dtype;
    if (TYPE_TO_COME.matcher(type).matches()) return type.substring(5).toLowerCase(Locale.ROOT);
    throw new UnreadableFile("has the data_type " + type);
  }

  private static boolean isTrue(String text) {
    return text.matches("true|True|t|(0[xX])?0*1");
  }

  private static long number(String text, String field) throws UnreadableFile {
    try {
      return Long.decode(text);
    } catch (NumberFormatException wrong) {
      throw new UnreadableFile("has a " + field + " that is not a whole number");
    }
  }
}
