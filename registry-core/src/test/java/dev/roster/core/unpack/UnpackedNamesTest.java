package dev.roster.core.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names in an archive become paths of the version, or are refused by name. */
class UnpackedNamesTest {
  @ParameterizedTest
  @CsvSource({
    "'', a/b, a/b",
    "'', ./a/b, a/b",
    "'', ././a, a",
    "'', __MACOSX/._a, __MACOSX/._a",
    "model, a, model/a",
    "model/, ./a, model/a",
    "m/n, 100%, m/n/100%"
  })
  void aNameIsAPathBelowThePrefix(String prefix, String name, String path) {
    assertThat(new UnpackedNames(prefix, 3).add(name)).hasToString(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a",
        "../a",
        "a/../b",
        "a/..",
        "a//b",
        "a\\b",
        "..\\a",
        "a/./b",
        "",
        ".",
        "..",
        "./",
        "a/",
        "a\nb",
        "e\u0301",
        "a\u202eb",
        "1/2/3/4/f"
      })
  void anyOtherNameIsRefusedByName(String name) {
    UnpackedNames names = new UnpackedNames("", 3);

    assertThatThrownBy(() -> names.add(name))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(name)
        .hasMessageContaining("Nothing was stored");
  }

  @ParameterizedTest
  @CsvSource({
    "a, a, is there twice",
    "a, ./a, differ",
    "a, A, differ",
    "é, É, differ",
    "dir/a, DIR/a, differ"
  })
  void twinsAreRefused(String one, String other, String rule) {
    UnpackedNames names = new UnpackedNames("", 3);
    names.add(one);

    assertThatThrownBy(() -> names.add(other)).hasMessageContaining(rule);
  }

  @ParameterizedTest
  @CsvSource({"q, q/r", "a, a/b/c", "a/b, a/b/c/d", "Q, q/r", "d/é, d/É/x"})
  void aFileIsNoFolderOfAnother(String file, String below) {
    for (List<String> order : List.of(List.of(file, below), List.of(below, file))) {
      UnpackedNames names = new UnpackedNames("m", 9);
      names.add(file + "-more");
      names.add(order.get(0));

      assertThatThrownBy(() -> names.add(order.get(1)))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.code()).isEqualTo(ProblemCode.PATH_CONFLICT))
          .hasMessageContainingAll("'" + order.get(0) + "'", "rename", "Nothing was stored");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "..", "a/../b", "a//", "a\\b"})
  void aPrefixIsAPath(String prefix) {
    assertThatThrownBy(() -> new UnpackedNames(prefix, 3)).hasMessageContaining("prefix");
  }

  @ParameterizedTest
  @ValueSource(ints = {199, 60_000})
  void aLongNameIsNotRepeatedAsAWhole(int length) {
    UnpackedNames names = new UnpackedNames("", 3);

    assertThatThrownBy(() -> names.add("/" + "x".repeat(length)))
        .hasMessageMatching("(?s).{0,400}");
  }
}
