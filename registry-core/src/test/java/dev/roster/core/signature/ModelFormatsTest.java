package dev.roster.core.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.roster.core.artifact.ArtifactPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what scikit-learn, skl2onnx, MLflow, TensorFlow, Keras and Triton's schema made. */
class ModelFormatsTest {
  private static final List<ModelFormat> FORMATS =
      List.of(new MlModelFormat(), new OnnxFormat(), new SavedModelFormat(), new TritonFormat());

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "columns.MLmodel; age:integer income:double city:string? seen:datetime active:boolean"
            + " -> output:int64[-1] | threshold:double=0.5 labels:string[]=[a]",
        "tensors.MLmodel; input:float32[-1,3] -> output:int64[-1]",
        "named-tensors.MLmodel; image:uint8[-1,3,8,8] mask:bool[-1,8,8] -> score:float64[-1,2]",
        "nested.MLmodel; messages:array<object<name?:string,role:string>> limit:long?"
            + " -> embedding:array<float> | top_k:integer=5",
        "classifier.onnx; features:float32[-1,3] -> label:int64[-1] probabilities:float32[-1,2]",
        "classifier-zipmap.onnx; features:float32[-1,3] -> output_label:int64[-1]"
            + " output_probability:array<map<int64,float32>>",
        "regressor-double.onnx; X:float64[-1,3] -> variable:float64[-1,1]",
        "pipeline.onnx; age:int64[-1,1] income:float32[-1,1] city:string[-1,1]"
            + " -> output_label:string[-1] output_probability:array<map<string,float32>>",
        "weights-as-inputs.onnx; x:float32[-1,8] -> y:float32[-1,2]",
        "kinds.onnx; scalar:int64[] maybe:bool[-1,2,-1]? whatever:float16[*]"
            + " -> same:int64[] perhaps:bool[-1,2,-1]? ranks:float16[*]",
        "served.saved_model.pb; features:float32[-1,4] limit:int64[]"
            + " -> limit:int64[] scores:float32[-1,2]",
        "only-words.saved_model.pb; text:string[*] -> length:int32[*]",
        "keras.saved_model.pb; features:float32[-1,8] -> output_0:float32[-1,3]",
        "printed.config.pbtxt; image:float32[-1,3,224,224] mask:bool[-1,-1]?"
            + " -> scores:float16[-1,1000] name:string[-1,1]",
        "written.config.pbtxt; age:int64[-1,1] income:float64[-1,1] -> probability:float32[-1,2]",
      })
  void aFileOfTheRealToolSaysWhatTheModelTakesAndGives(String file, String signature)
      throws Exception {
    Optional<FileSignature> read = read(format(file), bytes(file));
    assertThat(read).as(file).isPresent();
    assertThat(Notation.print(read.get().signature())).isEqualTo(signature);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unsigned.MLmodel", "unsigned.saved_model.pb", "completed.config.pbtxt"})
  void aFileMayHaveNoSignature(String file) throws Exception {
    assertThat(read(format(file), bytes(file))).isEmpty();
  }

  @Test
  void namesThatStandForPlacesAreKnownAsSuch() throws Exception {
    FileSignature tensors = read(format("tensors.MLmodel"), bytes("tensors.MLmodel")).orElseThrow();
    assertThat(tensors.inputsNamed()).isFalse();
    FileSignature columns = read(format("columns.MLmodel"), bytes("columns.MLmodel")).orElseThrow();
    assertThat(columns.inputsNamed()).isTrue();
    assertThat(columns.outputsNamed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "model/model.onnx, ONNX",
    "MODEL.ONNX, ONNX",
    "m/MLmodel, MLMODEL",
    "saved_model.pb, SAVEDMODEL",
    "repo/credit/config.pbtxt, TRITON",
    "my_saved_model.pb, ",
    "mlmodel.txt, ",
    "model.onnx.data, ",
    "model.json, ",
  })
  void aFileIsKnownByItsName(String path, String kind) {
    assertThat(
            FORMATS.stream()
                .filter(f -> f.isNamed(new ArtifactPath(path)))
                .map(f -> f.kind().name()))
        .isEqualTo(kind == null ? List.of() : List.of(kind));
  }

  /** Whatever is cut off or altered: a signature, or a reason; never another exception. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "columns.MLmodel",
        "nested.MLmodel",
        "pipeline.onnx",
        "kinds.onnx",
        "served.saved_model.pb",
        "printed.config.pbtxt",
        "written.config.pbtxt"
      })
  void aBrokenFileIsUnreadableAndNothingWorse(String file) throws Exception {
    byte[] whole = bytes(file);
    Random random = new Random(7);
    int unreadable = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] broken =
          Arrays.copyOf(whole, i % 4 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int j = 0; j < i % 4 && broken.length > 0; j++)
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      try {
        read(format(file), broken);
      } catch (UnreadableFile said) {
        assertThat(said.getMessage()).isNotBlank();
        unreadable++;
      }
    }
    assertThat(unreadable).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.MLmodel", "x.onnx", "x.saved_model.pb", "x.config.pbtxt"})
  void bytesOfSomethingElseAreUnreadable(String file) {
    assertThatThrownBy(() -> read(format(file), "fake bytes [ of".getBytes(UTF_8)))
        .isInstanceOf(UnreadableFile.class);
    byte[] random = new byte[5_000];
    new Random(3).nextBytes(random);
    assertThatThrownBy(() -> read(format(file), random)).isInstanceOf(UnreadableFile.class);
  }

  @Test
  void weightsOfGigabytesAreSteppedOver() throws Exception {
    long weights = 5L << 30;
    byte[] tensor = field(8, "w".getBytes(UTF_8));
    byte[] rawHead = head(9, weights);
    byte[] after = concat(field(11, value("w")), field(11, value("x")), field(12, value("y")));
    long initializer = tensor.length + rawHead.length + weights;
    byte[] initializerHead = head(5, initializer);
    byte[] graphHead = head(7, initializerHead.length + initializer + after.length);
    byte[] before = concat(graphHead, initializerHead, tensor, rawHead);
    long size = before.length + weights + after.length;
    long[] fetched = {0, 0};
    FileBytes.Pieces sparse =
        (offset, length) -> {
          fetched[0] += length;
          fetched[1]++;
          byte[] piece = new byte[length];
          for (int i = 0; i < length; i++) {
            long at = offset + i;
            if (at < before.length) piece[i] = before[(int) at];
            else if (at >= before.length + weights)
              piece[i] = after[(int) (at - before.length - weights)];
          }
          return piece;
        };
    Optional<FileSignature> read =
        new OnnxFormat().read(new FileBytes(sparse, size, new ReadBudget()));
    assertThat(Notation.print(read.orElseThrow().signature())).isEqualTo("x:any -> y:any");
    assertThat(fetched[0]).as("bytes fetched of 5 GiB").isLessThan(200_000);
    assertThat(fetched[1]).as("pieces").isLessThanOrEqualTo(3);
  }

  @Test
  void aFileThatNeverEndsIsGivenUp() {
    FileBytes.Pieces nodes =
        (offset, length) -> {
          byte[] piece = new byte[length];
          if (offset == 0) System.arraycopy(head(7, Long.MAX_VALUE >> 8), 0, piece, 0, 9);
          for (int i = offset == 0 ? 9 : 0; i < length; i++)
            piece[i] = (byte) ((offset + i) % 2 == 1 ? 0x0a : 0); // an empty node, and on
          return piece;
        };
    FileBytes endless = new FileBytes(nodes, (Long.MAX_VALUE >> 8) + 9, new ReadBudget());
    assertThatThrownBy(() -> new OnnxFormat().read(endless))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("128 MiB");
  }

  /** A length below zero would lead back to where the field begins (12 bytes), and for ever. */
  @ParameterizedTest
  @ValueSource(longs = {-12, -11, -1, 1, Long.MAX_VALUE, Long.MAX_VALUE - 10})
  void aLengthThatLeavesTheMessageIsUnreadable(long length) {
    byte[] model = head(7, length);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> read(new OnnxFormat(), model))
                .isInstanceOf(UnreadableFile.class));
    byte[] other = concat(head(99, length), field(7, new byte[0]));
    if (length != 1)
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () ->
              assertThatThrownBy(() -> read(new OnnxFormat(), other))
                  .isInstanceOf(UnreadableFile.class));
  }

  @Test
  void deepAndWideFilesAreGivenUp() {
    String deep = "a {".repeat(100) + "}".repeat(100);
    assertThatThrownBy(() -> read(new TritonFormat(), deep.getBytes(UTF_8)))
        .hasMessageContaining("nested too deep");
    byte[] type = {};
    for (int i = 0; i < 50; i++) type = field(4, field(1, type));
    byte[] value = concat(field(1, "x".getBytes(UTF_8)), field(2, type));
    byte[] model = field(7, field(11, value));
    assertThatThrownBy(() -> read(new OnnxFormat(), model)).hasMessageContaining("nested too deep");
    String wide = "input { name: \"x\" data_type: TYPE_FP32 dims: 1 }\n".repeat(20_000);
    assertThatThrownBy(() -> read(new TritonFormat(), wide.getBytes(UTF_8)))
        .isInstanceOf(UnreadableFile.class);
    assertThatThrownBy(() -> read(new TritonFormat(), new byte[2 << 20]))
        .hasMessageContaining("at most 1,048,576");
    assertThatThrownBy(() -> read(new MlModelFormat(), new byte[2 << 20]))
        .hasMessageContaining("at most 1,048,576");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- a list",
        "signature: text",
        "signature: {inputs: [1]}",
        "signature: {inputs: '{'}",
        "signature: {inputs: '{}'}",
        "signature: {inputs: '[{\"type\":\"tensor\",\"name\":\"x\"}]'}",
        "signature: {inputs: '[{\"type\":\"tensor\",\"tensor-spec\":{\"dtype\":\"float32\",\"shape\":[1.5]}}]'}",
        "signature: {inputs: '[{\"type\":\"long\",\"name\":\"x\"},{\"type\":\"long\",\"name\":\"x\"}]'}",
        "signature: {inputs: '[{\"type\":\"long\",\"name\":\"a\\u0000b\"}]'}",
        "signature: {inputs: '[{\"type\":\"long\",\"name\":\"\\ud800\"}]'}",
        "signature: {params: '[{\"type\":\"string\",\"name\":\"p\",\"default\":[\"\\udc00\"]}]'}",
        "signature: {inputs: '[{\"type\":\"long\",\"name\":\" \"}]'}",
        "signature: !!javax.script.ScriptEngineManager []",
        "a: &a [*a]\nsignature: *a",
      })
  void anMLmodelThatCannotBeUnderstoodSaysWhy(String yaml) {
    assertThatThrownBy(() -> read(new MlModelFormat(), yaml.getBytes(UTF_8)))
        .isInstanceOf(UnreadableFile.class);
  }

  @Test
  void aReasonQuotesNothingThatCannotBeKept() {
    String text = "input { name: 'x' data_type: '\\0\\n" + "y".repeat(5_000) + "' }";
    assertThatThrownBy(() -> read(new TritonFormat(), text.getBytes(UTF_8)))
        .hasMessageStartingWith("has the data_type ??yyy")
        .satisfies(said -> assertThat(said.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void whatTritonsTextFormatAllowsIsRead() throws Exception {
    String text =
        """
        # a comment { with [ signs
        name: "a\\"b" 'c\\x41\\101'; max_batch_size: 0x2,
        input: [ { name: "x", data_type: TYPE_INT8, dims: [ 1 ] } { } ]
        """;
    assertThatThrownBy(() -> read(new TritonFormat(), text.getBytes(UTF_8)))
        .hasMessageContaining("',' or ']' is expected at line 3");
    String right = text.replace("} { } ]", "}, < name: 'y' data_type: TYPE_BF16 > ]");
    assertThat(
            Notation.print(
                read(new TritonFormat(), right.getBytes(UTF_8)).orElseThrow().signature()))
        .isEqualTo("x:int8[-1,1] y:bfloat16[-1] ->");
    assertThat(TextMessage.parse(right).text("name")).contains("a\"bcAA");
  }

  private static ModelFormat format(String file) {
    if (file.endsWith("MLmodel")) return new MlModelFormat();
    if (file.endsWith("onnx")) return new OnnxFormat();
    return file.endsWith("pb") ? new SavedModelFormat() : new TritonFormat();
  }

  private static Optional<FileSignature> read(ModelFormat format, byte[] bytes)
      throws UnreadableFile {
    FileBytes.Pieces pieces =
        (offset, length) -> Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    return format.read(new FileBytes(pieces, bytes.length, new ReadBudget()));
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream in = ModelFormatsTest.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  private static byte[] value(String name) {
    return field(1, name.getBytes(UTF_8));
  }

  private static byte[] field(int number, byte[] content) {
    return concat(head(number, content.length), content);
  }

  private static byte[] head(int number, long length) {
    return concat(varint((long) number << 3 | 2), varint(length));
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rest = value;
    for (; rest < 0 || rest > 0x7f; rest >>>= 7) bytes.write((int) (rest & 0x7f) | 0x80);
    bytes.write((int) rest);
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) bytes.writeBytes(part);
    return bytes.toByteArray();
  }
}
