package dev.roster.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.label.LabelRange.Release;
import dev.roster.core.problem.Refused;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {
  private static final List<Release> RELEASES =
      Stream.of(
              "0.0.1", "0.2.5", "0.3.0", "1.0.0", "1.2.0", "1.2.3", "1.3.0", "2.0.0", "2.1.0",
              "2.1.5", "2.9.9", "3.0.0", "4.1.0")
          .map(LabelTest::release)
          .toList();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0",
        "2.1.0",
        "3.0.0-rc.1",
        "1.0.0+b7",
        "1.0.0-alpha.1+001",
        "1.0.0-0A",
        "99999999999.0.0",
        "1.0.20261127123456",
        "0.0.9007199254740991",
        "1.0.999999999999999999",
        "1.0.0-99999999999999999999",
        "1.0.0--",
        "1.0.0+-"
      })
  void semVerIsALabel(String text) {
    assertThat(new Label(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "2.1",
        "v2.1.0",
        " 2.1.0",
        "2.1.0 ",
        "02.1.0",
        "2.1.0-",
        "2.1.0-01",
        "2.1.0+",
        "1.0.0-a..b",
        "1.0.0-α",
        "1.0.1000000000000000000",
        "2.01.0",
        "2.1.0-rc..1",
        "2.1.0+a+b",
        "\u0661.0.0",
        "2.1.0\n",
        "^2",
        "2.1.x"
      })
  void allElseIsNot(String text) {
    assertThatThrownBy(() -> new Label(text))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("SemVer");
  }

  @Test
  void precedenceIsThatOfSemVer() {
    List<String> ascending =
        List.of(
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.1.0",
            "2.0.0");
    assertThat(ascending.stream().map(Label::new).sorted().map(Label::text)).isEqualTo(ascending);
    assertThat(new Label("1.0.0+a").key()).isEqualTo(new Label("1.0.0+b").key());
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3, MAJOR, 2.0.0",
    "1.2.3, MINOR, 1.3.0",
    "1.2.3+b, PATCH, 1.2.4",
    "2.0.0-rc.1, PATCH, 2.0.0",
    "2.0.0-rc.1, MAJOR, 2.0.0"
  })
  void theNextLabelSaysWhatChanged(String label, Label.Step step, String next) {
    assertThat(new Label(label).after(step)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "none",
      value = {
        "^2; 2.9.9",
        "^2.1; 2.9.9",
        "^3.0.1; none",
        "^0; 0.3.0",
        "^0.2; 0.2.5",
        "^0.2.6; none",
        "^0.0.1; 0.0.1",
        "~2.1; 2.1.5",
        "~>2.1; 2.1.5",
        "~2.1.1; 2.1.5",
        "~2; 2.9.9",
        "2.x; 2.9.9",
        "2.1; 2.1.5",
        "2.1.*; 2.1.5",
        "v2.1; 2.1.5",
        "*; 4.1.0",
        "x; 4.1.0",
        ">=2.1 <3; 2.9.9",
        ">= 2.1  < 3.0.0; 2.9.9",
        ">2.1 <=2.1.5; none",
        ">1.2 <2; 1.3.0",
        "<=1.2; 1.2.3",
        "<1.2; 1.0.0",
        "<2.0.0-rc.1; 1.3.0",
        "<=2.0.0-rc.1; 1.3.0",
        ">2.0.0-rc.1 <2.1; 2.0.0",
        "=2.1.0; 2.1.0",
        "1.2 - 2.3; 2.1.5",
        "1.2.0 - 2.1.0; 2.1.0",
        "^1 || ^3; 3.0.0",
        "^7 || 1.2.3; 1.2.3",
        ">3 <2; none",
        "<*; none",
        "^9999999999; none",
        "^999999999999999999; none",
      })
  void theHighestReleaseInARange(String range, String highest) {
    assertThat(RELEASES.stream().filter(release -> holds(range, release)).reduce((a, b) -> b))
        .isEqualTo(
            highest == null ? java.util.Optional.empty() : java.util.Optional.of(release(highest)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "^",
        "^^2",
        "foo",
        "^foo",
        "^1 foo",
        ">=2.1,<3",
        "[1,2]",
        "!2",
        "2.1.0.0",
        "^1 ||",
        "1 - 2 - 3",
        "^2-rc.1",
        "> ",
        "2..1",
        "^-1",
        "latest",
        "1000000000000000000",
        "01.2.3",
        "^1.02",
        "~1.2.03",
        ">=1.2.3-01"
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> LabelRange.parse(text))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is not a stage, alias, label or range of labels");
  }

  @Test
  void longRangesAreRefused() {
    assertThatThrownBy(() -> LabelRange.parse("^1 ".repeat(100))).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> LabelRange.parse("1||".repeat(20) + "1")).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2.1.0, true",
    "2.x, true",
    "v1.2, true",
    "x, true",
    "7, true",
    "01.2.3, true",
    "2.1.0-rc.1, true",
    "champion, false",
    "2026-01-model, false",
    "v2-final, false",
    "2.1-final, false",
    "x1, false"
  })
  void anAliasMayNotReadAsARange(String name, boolean reads) {
    assertThat(LabelRange.reads(name)).isEqualTo(reads);
  }

  private static boolean holds(String range, Release release) {
    return LabelRange.parse(range).intervals().stream()
        .anyMatch(in -> !release.isBelow(in.from()) && release.isBelow(in.below()));
  }

  private static Release release(String text) {
    String[] numbers = text.split("\\.");
    return new Release(
        Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
  }
}
