package dev.roster.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasNameTest {
  @ParameterizedTest
  @EnumSource
  void noStageIsAnAlias(Stage stage) {
    for (String text : new String[] {stage.wire(), stage.wire().toUpperCase(Locale.ROOT)})
      assertThatThrownBy(() -> new AliasName(text))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("reads as a version, label or stage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "Latest", "7", "v7", "V7", "2.1.0", "2.x", "^2", "-x", ""})
  void whatReadsAsAVersionOrIsNoNameIsRefused(String text) {
    assertThatThrownBy(() -> new AliasName(text)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"champion", "latest-2", "v7b", "productions", "prod", "x.y_z"})
  void otherNamesAreAliases(String text) {
    assertThat(new AliasName(text).text()).isEqualTo(text);
  }
}
