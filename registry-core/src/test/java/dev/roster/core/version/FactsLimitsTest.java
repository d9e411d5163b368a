package dev.roster.core.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.version.Lineage.Code;
import dev.roster.core.version.Lineage.Dataset;
import dev.roster.core.version.Lineage.Environment;
import dev.roster.core.version.Lineage.Parent;
import dev.roster.core.version.Lineage.Run;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.Signature.Param;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said of a version, each limit from both sides. */
class FactsLimitsTest {
  private static final String SHA256 = "sha256:" + "0".repeat(64);

  @Test
  void theFrameworkHasANameAndPerhapsAVersion() {
    assertTaken(framework("f".repeat(128), "1".repeat(128)));
    assertTaken(framework("onnx", null));
    assertRefused(1, framework("f".repeat(129), null));
    assertRefused(1, framework(" ", null));
    assertRefused(2, framework("", "1".repeat(129)));
  }

  @Test
  void hyperparametersAreNamedAndBounded() {
    assertTaken(parameters(Map.of("p".repeat(256), "x".repeat(10_000))));
    assertRefused(1, parameters(Map.of("p".repeat(257), 1)));
    assertRefused(1, parameters(Map.of("p", "x".repeat(10_001))));
    assertRefused(1, parameters(Map.of("  ", 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "double, , , true",
    "any, , , true",
    "tensor, float32, , true",
    "tensor, float32, -1 3, true",
    "tensor, float32, 0, true",
    "array, array<double>, , true",
    "Double, , , false",
    "float32, , , false",
    "tensor, , , false",
    "array, , , false",
    "double, float32, , false",
    "double, , 3, false",
    "array, array<double>, 3, false",
    "tensor, float32, -2, false"
  })
  void aFieldHasATypeAndWhatItNeeds(
      String type, @Nullable String dtype, @Nullable String shape, boolean taken) {
    List<Integer> lengths =
        shape == null ? null : Arrays.stream(shape.split(" ")).map(Integer::valueOf).toList();
    VersionFacts facts = signature(List.of(new Field("x", type, null, dtype, lengths)));

    if (taken) assertTaken(facts);
    else assertRefused(1, facts);
  }

  @Test
  void fieldsAreNamedOnceEach() {
    Field x = new Field("x", "double", null, null, null);
    assertRefused(1, signature(List.of(x, x)));
    assertRefused(1, signature(List.of(new Field(" ", "double", null, null, null))));
    assertRefused(1, signature(Collections.singletonList(null)));
    assertTaken(signature(List.of(new Field("n".repeat(512), "double", null, null, null))));
    assertRefused(1, signature(List.of(new Field("n".repeat(513), "double", null, null, null))));
    assertTaken(signature(List.of(tensor(32))));
    assertRefused(1, signature(List.of(tensor(33))));
  }

  @ParameterizedTest
  @CsvSource({"double, true", "object, true", "tensor, false", "array, false", "any, false"})
  void aParameterOfACallIsAScalarOrAnObject(String type, boolean taken) {
    Signature signature = new Signature(null, null, List.of(new Param("p", type, 1, null)));
    VersionFacts facts =
        new VersionFacts(null, null, null, Map.of(), null, Map.of(), signature, null);

    if (taken) assertTaken(facts);
    else assertRefused(1, facts);
  }

  @Test
  void lineageIsBoundedFieldByField() {
    assertTaken(lineage(new Code("r".repeat(2_048), "c".repeat(128), "p".repeat(1_024), true)));
    assertRefused(
        3, lineage(new Code("r".repeat(2_049), "c".repeat(129), "p".repeat(1_025), null)));
    assertRefused(
        2,
        lineage(
            new Lineage(
                null, null, null, new Run("s".repeat(129), "1", "u".repeat(2_049)), null, null)));
    assertRefused(
        2,
        lineage(
            new Lineage(
                null,
                null,
                null,
                null,
                new Environment("3".repeat(65), Map.of("numpy", "1".repeat(257))),
                null)));
  }

  @ParameterizedTest
  @CsvSource({
    "housing, 0, true",
    "housing, -1, false",
    "' ', 1, false",
  })
  void aDatasetHasANameAndNoFewerThanNoRows(String name, long rows, boolean taken) {
    VersionFacts facts = datasets(new Dataset(name, "training", null, SHA256, rows));

    if (taken) assertTaken(facts);
    else assertRefused(1, facts);
  }

  @ParameterizedTest
  @CsvSource({
    "sha256:0000000000000000000000000000000000000000000000000000000000000000, true",
    "md5:00000000000000000000000000000000, true",
    "md5:00000000000000000000000000000000.dir, true",
    "sha256:000000000000000000000000000000000000000000000000000000000000000, false",
    "sha256:000000000000000000000000000000000000000000000000000000000000000G, false",
    "sha256:000000000000000000000000000000000000000000000000000000000000000A, false",
    "md5:0000000000000000000000000000000, false",
    "0000000000000000000000000000000000000000000000000000000000000000, false",
    "sha1:0000000000000000000000000000000000000000, false"
  })
  void aDigestIsSha256OrThatOfDvc(String digest, boolean taken) {
    assertThat(Lineage.isDigest(digest)).isEqualTo(taken);
    VersionFacts facts = datasets(new Dataset("housing", null, null, digest, null));
    if (taken) assertTaken(facts);
    else assertRefused(1, facts);
  }

  @Test
  void aParentIsAVersionOfAModel() {
    assertTaken(parents(new Parent("credit", 1)));
    assertRefused(1, parents(new Parent("credit", 0)));
    assertRefused(1, parents(new Parent("", 1)));
    assertRefused(
        1, lineage(new Lineage(null, null, Collections.singletonList(null), null, null, null)));
  }

  private static Field tensor(int dimensions) {
    return new Field("t", "tensor", null, "float32", Collections.nCopies(dimensions, 2));
  }

  private static VersionFacts framework(String name, @Nullable String version) {
    Framework framework = new Framework(name, version);
    return new VersionFacts(null, null, null, Map.of(), framework, Map.of(), null, null);
  }

  private static VersionFacts parameters(Map<String, Object> parameters) {
    return new VersionFacts(null, null, null, Map.of(), null, parameters, null, null);
  }

  private static VersionFacts signature(List<@Nullable Field> inputs) {
    Signature signature = new Signature(inputs, null, null);
    return new VersionFacts(null, null, null, Map.of(), null, Map.of(), signature, null);
  }

  private static VersionFacts lineage(Code code) {
    return lineage(new Lineage(code, null, null, null, null, null));
  }

  private static VersionFacts datasets(Dataset dataset) {
    return lineage(new Lineage(null, List.of(dataset), null, null, null, null));
  }

  private static VersionFacts parents(Parent parent) {
    return lineage(new Lineage(null, null, List.of(parent), null, null, null));
  }

  private static VersionFacts lineage(Lineage lineage) {
    return new VersionFacts(null, null, null, Map.of(), null, Map.of(), null, lineage);
  }

  private static void assertTaken(VersionFacts facts) {
    assertThatCode(facts::check).doesNotThrowAnyException();
  }

  private static void assertRefused(int faults, VersionFacts facts) {
    assertThatThrownBy(facts::check)
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code)
        .satisfies(refused -> assertThat(refused.faults()).hasSize(faults));
  }
}
