package dev.roster.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.problem.FieldPath;
import dev.roster.core.signature.Reason.Change;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.Signature.Param;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CompatibilityTest {
  private static final List<Field> KINDS = kinds();
  private static final Set<Change> BOTH_WAYS = Set.of(Change.ORDER_CHANGED, Change.DEFAULT_CHANGED);

  @ParameterizedTest
  @CsvFileSource(resources = "pairs.csv", delimiter = ';', numLinesToSkip = 1)
  void ofAPair(String from, String to, String verdict, String reasons) {
    Compatibility found = Compatibility.of(Notation.parse(from), Notation.parse(to));
    assertThat(found.verdict().name().toLowerCase()).isEqualTo(verdict);
    String said =
        found.reasons().stream()
            .map(reason -> where(reason.pointer()) + " " + reason.change().name().toLowerCase())
            .collect(Collectors.joining(", "))
            .strip();
    assertThat(said).isEqualTo(reasons == null ? "" : reasons);
    assertThat(found.reasons()).allSatisfy(reason -> assertThat(reason.detail()).isNotBlank());
  }

  /** A reason that is about the whole signature names no field. */
  private static String where(FieldPath field) {
    return field.isWhole() ? "" : field.toString();
  }

  @Test
  void reasonsAreBoundedAndTheVerdictIsOfAll() {
    StringBuilder was = new StringBuilder(), is = new StringBuilder();
    for (int i = 0; i < 1_500; i++) {
      was.append("a").append(i).append(":float ");
      is.append("a").append(i).append(i < 1_499 ? ":double " : ":string ");
    }
    Compatibility found =
        Compatibility.of(Notation.parse(was.toString()), Notation.parse(is.toString()));
    assertThat(found.verdict()).isEqualTo(Verdict.BREAKING);
    assertThat(found.reasons()).hasSize(1_000);
    assertThat(found.omitted()).isEqualTo(500);
  }

  @Test
  void aSignatureIsIdenticalToItself() {
    each((a, b, c) -> assertThat(verdict(a, a)).isEqualTo(Verdict.IDENTICAL));
  }

  @Test
  void identicalIsTheSameBothWays() {
    each(
        (a, b, c) ->
            assertThat(verdict(a, b) == Verdict.IDENTICAL)
                .isEqualTo(verdict(b, a) == Verdict.IDENTICAL));
  }

  @Test
  void whatCanStandInForAStandInCanStandIn() {
    int[] chains = {0};
    each(
        (a, b, c) -> {
          if (verdict(a, b) == Verdict.BREAKING || verdict(b, c) == Verdict.BREAKING) return;
          chains[0]++;
          assertThat(verdict(a, c))
              .as(() -> String.join(" | ", Notation.print(a), Notation.print(b), Notation.print(c)))
              .isNotEqualTo(Verdict.BREAKING);
        });
    assertThat(chains[0]).isGreaterThan(500);
  }

  @Test
  void twoThatStandInForOneAnotherDifferInOrderAndDefaultsAlone() {
    each(
        (a, b, c) -> {
          if (verdict(a, b) != Verdict.COMPATIBLE || verdict(b, a) != Verdict.COMPATIBLE) return;
          assertThat(Compatibility.of(a, b).reasons())
              .extracting(Reason::change)
              .isSubsetOf(BOTH_WAYS);
        });
  }

  @Test
  void theVerdictIsTheWorstOfTheReasons() {
    each(
        (a, b, c) -> {
          Compatibility found = Compatibility.of(a, b);
          boolean breaks = found.reasons().stream().anyMatch(r -> r.verdict() == Verdict.BREAKING);
          assertThat(found.verdict() == Verdict.BREAKING).isEqualTo(breaks);
          assertThat(found.verdict() == Verdict.IDENTICAL).isEqualTo(found.reasons().isEmpty());
        });
  }

  /** What widens an input narrows an output, and the other way round. */
  @Test
  void inputsAndOutputsAreMirrored() {
    for (Field was : KINDS)
      for (Field is : KINDS) {
        Verdict taken =
            verdict(
                new Signature(List.of(was), null, null), new Signature(List.of(is), null, null));
        Verdict given =
            verdict(
                new Signature(null, List.of(is), null), new Signature(null, List.of(was), null));
        assertThat(taken).as("%s to %s", was, is).isEqualTo(given);
      }
  }

  private interface OfThree {
    void holds(Signature a, Signature b, Signature c);
  }

  /** Signatures that are near to one another, else nothing would be compatible. */
  private static void each(OfThree property) {
    Random random = new Random(20260105);
    for (int i = 0; i < 20_000; i++) {
      Signature a = some(random);
      Signature b = near(a, random);
      property.holds(a, b, near(b, random));
    }
  }

  private static Verdict verdict(Signature from, Signature to) {
    return Compatibility.of(from, to).verdict();
  }

  private static List<Field> kinds() {
    List<Field> kinds = new ArrayList<>();
    for (String type :
        List.of(
            "boolean", "integer", "long", "float", "double", "string", "binary", "datetime", "any"))
      for (String required : List.of("", "?")) kinds.add(field("x:" + type + required));
    for (String dtype : List.of("int8", "uint8", "int32", "int64", "uint64", "bool", "string"))
      kinds.add(field("x:" + dtype + "[-1]"));
    for (String dtype : List.of("float16", "bfloat16", "float32", "float64", "qint8"))
      for (String shape : List.of("[]", "[*]", "[-1,3]", "[5,3]", "[5,-1]", "[-1,-1]"))
        kinds.add(field("x:" + dtype + shape));
    kinds.add(field("x:array<double>"));
    kinds.add(field("x:array<string>"));
    kinds.add(field("x:map<string,double>"));
    return kinds;
  }

  private static Field field(String text) {
    return Notation.parse(text).inputs().get(0);
  }

  private static Signature some(Random random) {
    List<Param> params =
        random.nextBoolean() ? null : List.of(new Param("p", "double", random.nextInt(2), null));
    return new Signature(fields(random), fields(random), params);
  }

  private static List<Field> fields(Random random) {
    List<Field> fields = new ArrayList<>();
    for (String name : List.of("a", "b", "c"))
      if (random.nextInt(3) > 0) fields.add(named(name, pick(KINDS, random)));
    return fields;
  }

  private static Signature near(Signature one, Random random) {
    return new Signature(
        changed(one.inputs(), random), changed(one.outputs(), random), one.params());
  }

  private static List<Field> changed(List<Field> fields, Random random) {
    List<Field> changed = new ArrayList<>(fields);
    switch (random.nextInt(6)) {
      case 0 -> {
        if (changed.isEmpty()) break;
        int at = random.nextInt(changed.size());
        changed.set(at, named(changed.get(at).name(), pick(KINDS, random)));
      }
      case 1 -> changed.add(named("n" + random.nextInt(3), pick(KINDS, random)));
      case 2 -> {
        if (!changed.isEmpty()) changed.remove(random.nextInt(changed.size()));
      }
      case 3 -> Collections.shuffle(changed, random);
      default -> {} // as it is
    }
    return changed.stream()
        .collect(Collectors.toMap(Field::name, f -> f, (x, y) -> x, java.util.LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static Field named(String name, Field field) {
    return new Field(name, field.type(), field.required(), field.dtype(), field.shape());
  }

  private static <T> T pick(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
