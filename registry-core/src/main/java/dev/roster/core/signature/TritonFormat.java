package dev.roster.core.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.SignatureSource.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads Triton's {@code config.pbtxt}, as its clients see it. So {@code dims} count, not {@code
 * reshape}, which is between Triton and the model; a batch size adds the first length (docs of
 * triton-inference-server, Model Configuration; triton-inference-server/common,
 * protobuf/model_config.proto).
 */
@Component
class TritonFormat implements ModelFormat {
  private static final int MAX_BYTES = 1 << 20;

  private static final Map<String, String> TYPES =
      Map.ofEntries(
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

  @Override
  public Kind kind() {
    return Kind.TRITON;
  }

  @Override
  public boolean isNamed(ArtifactPath path) {
    return path.fileName().equals("config.pbtxt");
  }

  @Override
  public Optional<FileSignature> read(FileBytes bytes) throws UnreadableFile {
    if (bytes.size() > MAX_BYTES)
      throw new UnreadableFile(
          "has %,d bytes; at most %,d bytes of a config.pbtxt are read"
              .formatted(bytes.size(), MAX_BYTES));
    TextMessage config = TextMessage.parse(text(bytes));
    boolean batched = number(config.text("max_batch_size").orElse("0"), "max_batch_size") > 0;
    Signature signature =
        new Signature(fields(config, "input", batched), fields(config, "output", batched), null);
    // Triton completes what a configuration leaves out from the model itself
    return signature.saysNothing() ? Optional.empty() : Optional.of(Fields.checked(signature));
  }

  private static String text(FileBytes bytes) throws UnreadableFile {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.read((int) bytes.size()))).toString();
    } catch (CharacterCodingException invalid) {
      throw new UnreadableFile("is not UTF-8");
    }
  }

  private static List<Field> fields(TextMessage config, String part, boolean batched)
      throws UnreadableFile {
    List<Field> fields = new ArrayList<>();
    for (TextMessage one : config.messages(part)) {
      String type = one.text("data_type").orElse("TYPE_INVALID");
      List<Integer> shape = new ArrayList<>();
      if (batched) shape.add(-1);
      for (String length : one.texts("dims")) shape.add(Fields.length(number(length, "dims")));
      Boolean required =
          part.equals("input")
              ? Boolean.valueOf(!one.text("optional").orElse("false").matches("true|True|t|1"))
              : null;
      String dtype = TYPES.get(type);
      if (dtype == null) throw new UnreadableFile("has the data_type " + type);
      fields.add(Fields.tensor(one.text("name").orElse(""), dtype, shape, required));
    }
    return fields;
  }

  private static long number(String text, String field) throws UnreadableFile {
    try {
      return Long.decode(text);
    } catch (NumberFormatException wrong) {
      throw new UnreadableFile("has a " + field + " that is not a whole number");
    }
  }
}
