package dev.roster.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // the same, or less said
        "a:double -> y:long; a:double -> y:long;",
        "a:double ->; a:double -> y:long;",
        "-> y:long; a:double -> y:long z:long;",
        "a:double -> y:long; a:double b:long? -> y:long;",
        // by name: a column is one value per row
        "a:double -> y:long; a:float64[-1,1] -> y:int64[-1];",
        "a:double -> y:long; a:float32[-1] -> y:int64[-1,1];",
        "a:long c:string -> y:boolean; a:float32[-1,1] c:string[-1,1] -> y:bool[-1];",
        "a:double -> y:double; a:double -> y:int64[-1];",
        "a:datetime -> y:binary; a:int64[-1] -> y:uint8[-1];",
        "a:float32[-1,6] -> y:long; a:float32[8,6] -> y:int64[8];",
        "a:float32[*] -> y:long; a:float32[8,6] -> y:int64[8];",
        "a:integer -> y:double; a:long -> y:float;",
        "a:double -> y:float; a:float -> y:double;",
        // columns against one tensor of them: names are the caller's
        "a:double b:double -> y:long; features:float32[-1,2] -> label:int64[-1] p:float32[-1,2];",
        "a:double b:long -> y:long; features:float32[-1,-1] -> label:int64[-1];",
        "a:double -> y:double; X:float64[-1,1] -> variable:float64[-1,1];",
        "X:float64[-1,2] -> y:double; a:double b:double -> y:double;",
        // and so of outputs: n columns for one tensor, and not all of the outputs
        "a:double -> p:double q:double r:double; a:double -> probabilities:float32[-1,3];",
        "a:double -> p:double q:double; a:double -> label:int64[-1] probabilities:float32[-1,2];",
        "a:double -> label:long p:double q:double; a:double -> label:int64[-1] probabilities:float32[-1,2];",
        "a:double -> p:double q:double label:long; a:double -> label:int64[-1] probabilities:float32[-1,2];",
        "a:double -> probabilities:float32[-1,2]; a:double -> label:int64[-1] probabilities:float32[-1,2];",
        "a:double b:double -> p:double q:double; X:float32[-1,2] -> label:int64[-1] probabilities:float32[-1,2];",
        "a:double b:double -> y:long p:double q:double; X:float32[-1,2] -> label:int64[-1] probabilities:float32[-1,2];",
        "a:double b:double -> y:string; X:float32[-1,2] -> score:float32[-1] label:string[-1,1];",
        "a:double -> scores:float32[-1,2]; a:double -> label:string p:double q:double;",
        "a:double -> p:double q:double r:double; a:double -> label:int64[-1] probabilities:float32[-1,2]; outputs[0].name outputs[1].name outputs[2].name",
        "a:double -> p:string q:string; a:double -> label:int64[-1] probabilities:float32[-1,2]; outputs[0].name outputs[1].name",
        "a:double -> lable:long; a:double -> label:int64[-1] probabilities:float32[-1,2]; outputs[0].name",
        "a:double -> label:string p:double q:double; a:double -> label:int64[-1] probabilities:float32[-1,2]; outputs[0].type",
        // maps are unpacked by who serves
        "x:float32[-1,2] -> p:float32[-1,2]; x:float32[-1,2] -> p:array<map<int64,float32>>;",
        // contradictions
        "a:double -> y:long; b:double -> y:long; inputs[0].name inputs",
        "a:double -> y:long; a:double b:long -> y:long; inputs",
        "a:double b:long -> y:long; a:double -> y:long; inputs[1].name",
        "a:double -> z:long; a:double -> y:long; outputs[0].name",
        "a:string -> y:long; a:double -> y:long; inputs[0].type",
        "a:double -> y:long; a:long -> y:long; inputs[0].type",
        "a:long -> y:long; a:integer -> y:long; inputs[0].type",
        "a:double -> y:integer; a:double -> y:long; outputs[0].type",
        "a:double -> y:long; a:float32[-1,3] -> y:long; inputs[0].type",
        "a:double -> y:long; a:int64[-1] -> y:float32[-1]; inputs[0].type outputs[0].type",
        "a:double -> y:string; a:float64[-1] -> y:int64[-1]; outputs[0].type",
        "a:float64[-1,6] -> y:long; a:float32[-1,6] -> y:int64[-1]; inputs[0].dtype",
        "a:float32[-1,6] -> y:long; a:float32[-1,5] -> y:int64[-1]; inputs[0].shape",
        "a:float32[-1,6] -> y:long; a:float32[6] -> y:int64[-1]; inputs[0].shape",
        "a:double b:double -> y:long; features:float32[-1,3] -> label:int64[-1]; inputs",
        "a:double b:string -> y:long; features:float32[-1,2] -> label:int64[-1]; inputs[1]",
        "a:double b:double -> y:string; features:float32[-1,2] -> label:int64[-1] p:float32[-1]; outputs[0].type",
        "a:double b:double -> y:long z:long q:long; features:float32[-1,2] -> label:int64[-1] p:int64[-1]; outputs",
        "X:float64[-1,3] -> y:double; a:double b:double -> y:double; inputs",
      })
  void ofAGivenSignatureAndAFile(String given, String found, String fields) {
    var faults =
        Contradictions.between(
            Notation.parse(given),
            new FileSignature(Notation.parse(found), true, true),
            "model.onnx");
    String said =
        String.join(" ", faults.stream().map(fault -> fault.field().toString()).toList())
            .replace("signature.", "");
    assertThat(said).as("%s", faults).isEqualTo(fields == null ? "" : fields);
    assertThat(faults).allSatisfy(fault -> assertThat(fault.detail()).contains("model.onnx"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x:float32[-1,3] -> y:int64[-1]; input:float32[-1,3] -> output:int64[-1];",
        "x:float64[-1,3] -> y:int64[-1]; input:float32[-1,3] -> output:int64[-1]; inputs[0].dtype",
        "x:long y:long -> z:long; 0:long 1:string -> output:long; inputs[1].type",
        "x:long -> z:long; 0:long 1:string -> output:long; inputs",
      })
  void namesThatStandForPlacesContradictNothing(String given, String found, String fields) {
    var faults =
        Contradictions.between(
            Notation.parse(given),
            new FileSignature(Notation.parse(found), false, false),
            "MLmodel");
    String said =
        String.join(" ", faults.stream().map(fault -> fault.field().toString()).toList())
            .replace("signature.", "");
    assertThat(said).as("%s", faults).isEqualTo(fields == null ? "" : fields);
  }
}
