package dev.roster.core.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.Signature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
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
        "numbers.MLmodel; 3:double 7:double -> 10:double",
        "levels.MLmodel; ['a','x']:long ['b',1]:double ['b','NaN']:double -> output:int64[-1]",
        "names.MLmodel; 1.5:long NaN:double ->",
        "gave-up.MLmodel; -> output:int64[-1]",
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
    List<FileSignature> read = read(format(file), bytes(file));
    assertThat(read).as(file).hasSize(1);
    assertThat(Notation.print(read.get(0).signature()).replace('"', '\'').strip())
        .isEqualTo(signature.strip());
    assertThat(read.get(0).detail()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unsigned.MLmodel", "unsigned.saved_model.pb", "completed.config.pbtxt"})
  void aFileMayHaveNoSignature(String file) throws Exception {
    assertThat(read(format(file), bytes(file))).isEmpty();
  }

  @Test
  void namesThatStandForPlacesAreKnownAsSuch() throws Exception {
    FileSignature tensors = read(format("tensors.MLmodel"), bytes("tensors.MLmodel")).get(0);
    assertThat(tensors.inputsNamed()).isFalse();
    FileSignature columns = read(format("columns.MLmodel"), bytes("columns.MLmodel")).get(0);
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
    List<FileSignature> read = new OnnxFormat().read(new FileBytes(sparse, size, new ReadBudget()));
    assertThat(Notation.print(read.get(0).signature())).isEqualTo("x:any -> y:any");
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
  void deepAndWideFilesAreGivenUp() throws Exception {
    String deep = "a {".repeat(101) + "}".repeat(101);
    assertThatThrownBy(() -> read(new TritonFormat(), deep.getBytes(UTF_8)))
        .hasMessageContaining("nested too deep");
    byte[] type = {};
    for (int i = 0; i < 50; i++) type = field(4, field(1, type));
    byte[] value = concat(field(1, "x".getBytes(UTF_8)), field(2, type));
    byte[] model = field(7, field(11, value));
    assertThatThrownBy(() -> read(new OnnxFormat(), model)).hasMessageContaining("nested too deep");
    String wide = "input { name: \"x\" data_type: TYPE_FP32 dims: 1 }\n".repeat(20_000);
    assertThat(read(new TritonFormat(), wide.getBytes(UTF_8)).get(0).signature().inputs())
        .hasSize(1);
    String wider = "a: [" + "1,".repeat(100_001) + "1]";
    assertThatThrownBy(() -> read(new TritonFormat(), wider.getBytes(UTF_8)))
        .hasMessageContaining("more than 100,000 values");
    assertThatThrownBy(() -> read(new TritonFormat(), new byte[5 << 20]))
        .hasMessageContaining("at most 4,194,304");
    assertThatThrownBy(() -> read(new MlModelFormat(), new byte[5 << 20]))
        .hasMessageContaining("at most 4,194,304");
  }

  @Test
  void filesOfVeryManySmallPartsAreGivenUp() throws Exception {
    byte[] inputs = repeat(field(11, value("x")), 50_001);
    assertThatThrownBy(() -> read(new OnnxFormat(), field(7, inputs)))
        .hasMessageContaining("more than 50,000 inputs and outputs");
    byte[] initializers = repeat(field(5, field(8, "w".getBytes(UTF_8))), 400_000);
    assertThatThrownBy(() -> read(new OnnxFormat(), field(7, initializers)))
        .hasMessageContaining("64 MiB of memory");
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    for (int i = 0; i < 5_000; i++) fields.writeBytes(field(1, value("x" + i)));
    ByteArrayOutputStream signatures = new ByteArrayOutputStream();
    for (int i = 0; i < 11; i++)
      signatures.writeBytes(field(5, concat(value("s" + i), field(2, fields.toByteArray()))));
    assertThatThrownBy(() -> read(new SavedModelFormat(), field(2, signatures.toByteArray())))
        .hasMessageContaining("more than 50,000 inputs and outputs");
    assertThatThrownBy(
            () -> read(new MlModelFormat(), mlmodel("inputs", "[" + "[],".repeat(100_000) + "[]]")))
        .hasMessageContaining("at most 100,000 values");
  }

  private static byte[] repeat(byte[] part, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) all.writeBytes(part);
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- a list",
        "signature: text",
        "signature: {inputs: [1]}",
        "signature: {inputs: '{'}",
        "signature: {inputs: '{}'}",
        "signature: {inputs: '[{\"type\":\"long\",\"name\":\"a\\u0000b\"}]'}",
        "signature: {inputs: '[{\"type\":\"long\",\"name\":\"\\ud800\"}]'}",
        "signature: {inputs: '[{\"type\":\"long\",\"name\":\" \"}]'}",
        "signature: !!javax.script.ScriptEngineManager []",
        "a: &a [*a]\nsignature: *a",
      })
  void anMLmodelThatCannotBeUnderstoodSaysWhy(String yaml) {
    assertThatThrownBy(() -> read(new MlModelFormat(), yaml.getBytes(UTF_8)))
        .isInstanceOf(UnreadableFile.class);
  }

  /** What is odd in one place costs that place, and is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'type':'tensor','name':'x'}] | x:any -> | has any as the type of x",
        "[{'type':'tensor','tensor-spec':{'dtype':'float32','shape':[1.5]}}]"
            + " | input:float32[*] -> | has any shape for input",
        "[{'type':'tensor','name':'x','tensor-spec':{'dtype':'float32','shape':[-1,4294967296]}}]"
            + " | x:float32[-1,-1] -> | beyond 2^31 in the shape of x",
        "[{'type':'long','name':'x'},{'type':'double','name':'x'}] | x:long -> | used twice: x",
        "[{'type':'long','name':''},{'type':'long','name':'a'}] | 0:long a:long -> |",
        "[{'type':'long','name':' '},{'type':'long','name':'a'}] | a:long -> | its name is blank",
        "[{'type':'long','name':'a\\u0000'},{'type':'long','name':'a'}] | a:long -> | U+0000",
        "[7,{'type':'long','name':'a'}] | a:long -> | leaves out one of the inputs",
        "[{'type':'sparkml_vector','name':'a'}] | a:any -> |",
        "[{'type':'any','required':true}] | - |",
        "[{'type':'any','name':'a'}] | a:any -> |",
        "[{'type':'any'},{'type':'long'}] | 0:any 1:long -> |",
      })
  void oneOddFieldDoesNotDropTheSignature(String inputs, String signature, String note)
      throws Exception {
    List<FileSignature> read = read(new MlModelFormat(), mlmodel("inputs", inputs));
    if (signature.equals("-")) assertThat(read).isEmpty();
    else assertThat(Notation.print(read.get(0).signature())).isEqualTo(signature);
    if (note == null) assertThat(read).allSatisfy(one -> assertThat(one.detail()).isNull());
    else assertThat(read.get(0).detail()).contains(note);
  }

  /** A number, a text that looks like it, and a position are three names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'type':'long','name':3},{'type':'long','name':7}] | 3 7",
        "[{'type':'long','name':'3'},{'type':'long','name':'7'}] | \"3\" \"7\"",
        "[{'type':'long'},{'type':'long'}] | 0 1",
        "[{'type':'long','name':'0'},{'type':'long','name':'1'}] | \"0\" \"1\"",
        "[{'type':'long','name':['a',1]}] | [\"a\",1]",
        "[{'type':'long','name':'3 m'},{'type':'long','name':'Nan'},{'type':'long','name':'true'}]"
            + " | 3 m Nan \"true\"",
      })
  void aNameKeepsItsKind(String inputs, String names) throws Exception {
    List<FileSignature> read = read(new MlModelFormat(), mlmodel("inputs", inputs));
    assertThat(
            read.get(0).signature().inputs().stream()
                .map(Signature.Field::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(names);
  }

  @Test
  void oneHugeLeafOfAnMLmodelDoesNotDropItsPart() throws Exception {
    String params =
        "[{'type':'long','name':'p','default':%s},{'type':'long','name':'q','default':1}]";
    FileSignature numbers =
        read(new MlModelFormat(), mlmodel("params", params.formatted("9".repeat(1_200)))).get(0);
    assertThat(Notation.print(numbers.signature())).endsWith("| p:long=null q:long=1");
    assertThat(numbers.detail()).contains("leaves out the default of the param p");

    String good = ",{'type':'long','name':'a'}]";
    String key = "[{'type':'object','name':'h','properties':{'%s':{'type':'long'}}}" + good;
    FileSignature keys =
        read(new MlModelFormat(), mlmodel("inputs", key.formatted("k".repeat(60_000)))).get(0);
    assertThat(Notation.print(keys.signature())).isEqualTo("h:any a:long ->");

    for (String nested : List.of("{'type':'array','items':", "[")) {
      String close = nested.equals("[") ? "]" : "}";
      String leaf = nested.equals("[") ? "1" : "{'type':'long'}";
      String deep = nested.repeat(2_000) + leaf + close.repeat(2_000);
      String inputs =
          nested.equals("[")
              ? "[{'type':'long','name':" + deep + "}" + good
              : "[{'type':'array','name':'d','items':" + deep + "}" + good;
      FileSignature types = read(new MlModelFormat(), mlmodel("inputs", inputs)).get(0);
      assertThat(Notation.print(types.signature())).endsWith("a:long ->");
    }
  }

  @Test
  void ofAWideMLmodelTheFirstColumnsAreKept() throws Exception {
    StringBuilder many = new StringBuilder("[{'type':'long','name':'a0','required':true}");
    for (int i = 1; i < 25_000; i++)
      many.append(
          ",{'type':'long','name':'a%d','required':true,'more':'%s'}".formatted(i, "x".repeat(20)));
    FileSignature read = read(new MlModelFormat(), mlmodel("inputs", many + "]")).get(0);
    assertThat(read.signature().inputs()).hasSize(5_000);
    assertThat(read.detail()).contains("leaves out the inputs after the first 5,000");
  }

  @Test
  void aConfigurationWithALongTextIsRead() throws Exception {
    String text =
        "output { name: \"label\" data_type: TYPE_INT64 dims: -1 }\n"
            + "parameters { key: \"k\" value { string_value: \"%s\" } }"
                .formatted("x".repeat(1_100_000));
    var signature = read(new TritonFormat(), text.getBytes(UTF_8)).get(0).signature();
    assertThat(signature.inputs()).isNull();
    assertThat(signature.outputs()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'type':'double','name':'p','default':NaN}] | p:double=NaN |",
        "[{'type':'double','name':'p','default':[-Infinity,1.0],'shape':[-1]}] | p:double[]=[-Infinity, 1.0] |",
        "[{'type':'string','name':'p','default':['\\udc00']}] | p:string=null | default of the param p",
        "[{'type':'void','name':'p'},{'type':'long','name':'q','default':1}] | q:long=1 | its type is not known: void",
        "[{'type':'object','name':'p','default':{'a':[1]}}] | p:object={a=[1]} |",
      })
  void oneOddDefaultDoesNotDropTheParams(String params, String kept, String note) throws Exception {
    FileSignature read = read(new MlModelFormat(), mlmodel("params", params)).get(0);
    assertThat(Notation.print(read.signature())).endsWith("| " + kept);
    if (note == null) assertThat(read.detail()).isNull();
    else assertThat(read.detail()).contains(note);
  }

  @Test
  void whatIsOverALimitIsLeftOutAndTheRestIsKept() throws Exception {
    StringBuilder many = new StringBuilder("[{'type':'long','name':'a0'}");
    for (int i = 1; i < 5_003; i++) many.append(",{'type':'long','name':'a%d'}".formatted(i));
    FileSignature read = read(new MlModelFormat(), mlmodel("inputs", many + "]")).get(0);
    assertThat(read.signature().inputs()).hasSize(5_000);
    assertThat(read.detail()).contains("leaves out the inputs after the first 5,000");
    // a name beyond them contradicts nothing
    assertThat(Contradictions.between(Notation.parse("a5001:long ->"), read, "MLmodel"))
        .extracting(fault -> fault.field().toString())
        .containsOnly("signature.inputs");

    String huge = "{'type':'object','name':'h','properties':{'%s':{'type':'long'}}}";
    String inputs = "[" + huge.formatted("x".repeat(5_000)) + ",{'type':'long','name':'a'}]";
    FileSignature kept = read(new MlModelFormat(), mlmodel("inputs", inputs)).get(0);
    assertThat(Notation.print(kept.signature())).isEqualTo("h:any a:long ->");
    assertThat(kept.detail()).contains("at most 4,096");

    byte[] dims = {};
    for (int i = 0; i < 33; i++) dims = concat(dims, field(1, new byte[] {8, 1}));
    byte[] tensor = field(1, concat(new byte[] {8, 1}, field(2, dims)));
    byte[] value = concat(field(1, "deep".getBytes(UTF_8)), field(2, tensor));
    byte[] onnx = field(7, concat(field(11, value), field(11, value("x"))));
    FileSignature graph = read(new OnnxFormat(), onnx).get(0);
    assertThat(Notation.print(graph.signature())).isEqualTo("deep:float32[*] x:any ->");
    assertThat(graph.detail()).contains("more than 32 dimensions");
  }

  private static byte[] mlmodel(String part, String json) {
    String text = json.replace("'", "\"");
    return ("signature:\n  " + part + ": '" + text + "'\n").getBytes(UTF_8);
  }

  @Test
  void ofSeveralSignaturesOfASavedModelAllAreNamed() throws Exception {
    byte[] model = savedModel("encode", "decode", "__saved_model_init_op");
    assertThat(read(new SavedModelFormat(), model))
        .extracting(FileSignature::name)
        .containsExactly("decode", "encode");
    byte[] serving = savedModel("encode", "serving_default", "decode");
    assertThat(read(new SavedModelFormat(), serving))
        .singleElement()
        .satisfies(
            one ->
                assertThat(Notation.print(one.signature()))
                    .isEqualTo("serving_default:float32[*] ->"));
    assertThat(read(new SavedModelFormat(), savedModel("only"))).hasSize(1);
  }

  /** A SavedModel whose signatures each have one input of the same name. */
  static byte[] savedModel(String... signatures) {
    byte[] graph = field(1, field(4, "serve".getBytes(UTF_8)));
    for (String name : signatures) {
      byte[] input = concat(value(name), field(2, new byte[] {16, 1}));
      byte[] signature = field(1, input);
      graph = concat(graph, field(5, concat(value(name), field(2, signature))));
    }
    return field(2, graph);
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
    assertThat(Notation.print(read(new TritonFormat(), right.getBytes(UTF_8)).get(0).signature()))
        .isEqualTo("x:int8[-1,1] y:bfloat16[-1] ->");
    assertThat(TextMessage.parse(right).text("name")).contains("a\"bcAA");
  }

  /** Forms that the text parsers of protobuf accept: that for C++, which Triton has, or others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "input { name: \"n\" data_type: TYPE_FP32 dims: 3 dims: -1 }",
        "input: { name: 'n', data_type: 11, dims: [3, -1] };",
        "input < name: \"n\"; data_type: TYPE_FP32; dims: [0x3]; dims: -01 >",
        "input [{name:'n'data_type:TYPE_FP32 dims:[03,-0x1]}]",
        "# a comment\ninput{name:\"\\x6e\"#another\ndata_type:TYPE_FP32\ndims:[ 3 , - 1 ]}# end",
        "input { name: \"\" 'n' \"\" data_type: TYPE_FP32 dims: 3 dims: -1 }",
        "\uFEFFinput { name: '\\156' data_type: TYPE_FP32 dims: 3 dims: -1 }",
        "input { name: '\\u006e' data_type: TYPE_FP32 dims: 3 dims: -1 }",
        "input { name: '\\U0000006e' data_type: TYPE_FP32 dims: 3 dims: -1 }",
        "input { name: 'n' data_type: TYPE_FP32 dims: 3 dims: -1 } unknown { deeper < x: [] > }",
        "input { name: 'n' data_type: TYPE_FP32 dims: 3 dims: -1 } rate: 1.5e+3f low: -inf nan: nan",
        "input { name: 'n' data_type: TYPE_FP32 dims: 3 dims: -1 } rate: .5 part: 1. last: 1F",
        "input { name: 'n' data_type: TYPE_FP32 dims: 3 dims: -1 [my.ext] { a: 1 } }",
        "[type.googleapis.com/my.Any] { a: 1 } input { name: 'n' data_type: TYPE_FP32 dims: 3 dims: -1 }",
        "[ type.googleapis.com / my.Any # a comment\n ]: { a: 1 } input { name: 'n' data_type: TYPE_FP32 dims: [3,-1] }",
        "parameters { key: 'a' value: { string_value: \"q\\\"}{\\'#\\?\\a\\v\" } } input { name: 'n' data_type: TYPE_FP32 dims: [3,-1] }",
      })
  void whateverProtobufsTextFormatAcceptsIsRead(String text) throws Exception {
    FileSignature read = read(new TritonFormat(), text.getBytes(UTF_8)).get(0);
    assertThat(Notation.print(read.signature())).isEqualTo("n:float32[3,-1] ->");
  }

  @Test
  void aTypeThatIsNotKnownYetHasItsOwnName() throws Exception {
    String text =
        "input { name: 'x' data_type: TYPE_FP8 dims: 1 } input { name: 'y' } input { name: 'z' data_type: 12 }";
    FileSignature read = read(new TritonFormat(), text.getBytes(UTF_8)).get(0);
    assertThat(Notation.print(read.signature())).isEqualTo("x:fp8[1] y:any z:float64[] ->");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input { name: 'gr\u00f6\u00dfe\ud83d\ude00' data_type: TYPE_BOOL }",
        "input { name: 'gr\\303\\266\\303\\237e\\360\\237\\230\\200' data_type: TYPE_BOOL }",
        "input { name: 'gr\\xc3\\xb6' \"\\xc3\\x9fe\\U0001F600\" data_type: TYPE_BOOL }",
        "input { name: 'gr\\u00f6\\u00dfe\\ud83d\\ude00' data_type: TYPE_BOOL }",
      })
  void aNameInAnyEscapeIsTheSameName(String text) throws Exception {
    FileSignature read = read(new TritonFormat(), text.getBytes(UTF_8)).get(0);
    assertThat(read.signature().inputs().get(0).name()).isEqualTo("gr\u00f6\u00dfe\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input { name: 'n",
        "input { name: 'n' ",
        "input { name: 'a\nb' }",
        "input { name: '\\xzz' }",
        "input { name: '\\u12' }",
        "input { name: '\\U00110000' }",
        "input { dims: [1 2] }",
        "input { dims: [1, ] }",
        "input { name: }",
        "input } {",
        "[my.ext { a: 1 }",
      })
  void whatTheTextFormatRefusesIsUnreadable(String text) {
    assertThatThrownBy(() -> read(new TritonFormat(), text.getBytes(UTF_8)))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("line ");
  }

  private static ModelFormat format(String file) {
    if (file.endsWith("MLmodel")) return new MlModelFormat();
    if (file.endsWith("onnx")) return new OnnxFormat();
    return file.endsWith("pb") ? new SavedModelFormat() : new TritonFormat();
  }

  private static List<FileSignature> read(ModelFormat format, byte[] bytes) throws UnreadableFile {
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
