package dev.roster.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "model/model.onnx",
        "a b",
        ".hidden",
        "...",
        "a..b/..c",
        "CON",
        "mü/漢字/🎉",
        "a;b?c#d%e",
        "~/.ssh",
        "C:"
      })
  void aPathIsKeptAsItIs(String text) {
    assertThat(new ArtifactPath(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "a/..",
        "../a",
        "a/./b",
        "a\\b",
        "a\0",
        "a\nb",
        "a\u007fb",
        "a\u0085b",
        "a\u202eb",
        "a\u200bb",
        "\ufeffa",
        "e\u0301",
        "\ud800",
        "a\udc00b",
        "a%41b",
        "%2f"
      })
  void path17EverythingElseIsRefused(String text) {
    assertThatThrownBy(() -> new ArtifactPath(text))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a\\b | has a backslash, where / joins segments, at character 2",
        "a\u0007b | has the control character U+0007 at character 2",
        "🎉\u200b | has the invisible character U+200B, ZERO WIDTH SPACE, at character 2",
        "100%25 | has '%25' at character 4: a % must not stand before two hex digits",
        "we\u0301 | is not in Unicode's normal form C at character 2",
        "a//b | has an empty segment at character 3",
        "a/../b | has the segment '..' at character 3"
      })
  void path17ARefusalNamesTheCharacterAndItsPlace(String text, String fault) {
    assertThatThrownBy(() -> new ArtifactPath(text)).hasMessageContaining("path " + fault);
  }

  @Test
  void path17TheLimitIsOnBytesAndNotOnCharacters() {
    assertThat(new ArtifactPath("a".repeat(1_024)).fileName()).hasSize(1_024);
    assertThatThrownBy(() -> new ArtifactPath("a".repeat(1_025))).isInstanceOf(Refused.class);
    assertThat(new ArtifactPath("ü".repeat(512)).fileName()).hasSize(512);
    assertThatThrownBy(() -> new ArtifactPath("ü".repeat(513))).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Model.bin, model.BIN, true",
    "STRASSE, strasse, true",
    "ΣΑΣ, σας, true",
    "Ä, ä, true",
    "a, b, false",
    "a/b, a.b, false",
    "I, ı, true"
  })
  void path17PathsThatDifferByCaseAreTwins(String one, String other, boolean twins) {
    assertThat(new ArtifactPath(one).key().equals(new ArtifactPath(other).key())).isEqualTo(twins);
  }

  @ParameterizedTest
  @CsvSource({"a, a", "a/b, b", "a/b.c/d.e, d.e"})
  void theFileNameIsTheLastSegment(String path, String name) {
    assertThat(new ArtifactPath(path).fileName()).isEqualTo(name);
  }
}
