package dev.roster.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenNameTest {
  @ParameterizedTest
  @CsvSource({
    "ci-housing, CI-Housing",
    "ci 1, ci  1",
    "bill, bi1l",
    "Ion, lon",
    "node-O, node-0",
    "modern, modem",
    "vveb, web"
  })
  void namesThatLookAlikeHaveOneKey(String one, String other) {
    assertThat(new TokenName(one).key()).isEqualTo(new TokenName(other).key());
  }

  @ParameterizedTest
  @CsvSource({"ci-housing, ci_housing", "ci-1, ci-2", "a.b, ab", "node-O, node-o1"})
  void otherNamesDoNot(String one, String other) {
    assertThat(new TokenName(one).key()).isNotEqualTo(new TokenName(other).key());
  }

  @Test
  void blanksAtTheEndsAreDropped() {
    assertThat(new TokenName("  ci housing ").text()).isEqualTo("ci housing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-ci",
        "ci\nx",
        "\u0441i",
        "e\u0301quipe",
        "admin",
        "ADMlN",
        "adm1n",
        "System"
      })
  void allElseIsRefused(String text) {
    assertThatThrownBy(() -> new TokenName(text))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("name must");
  }
}
