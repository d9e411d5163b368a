package dev.roster.core.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StageTest {
  @ParameterizedTest
  @CsvSource({
    // stage,    holder, exclusive, serves, reason
    "none,       false,  false,     false,  false",
    "staging,    true,   false,     false,  false",
    "production, true,   true,      true,   true",
    "retired,    false,  false,     false,  true",
  })
  void eachStageAnswersForItself(
      String stage, boolean holder, boolean exclusive, boolean serves, boolean reason) {
    Stage asked = Stage.ofWire(stage).orElseThrow();
    assertThat(asked.hasHolder()).as("holder").isEqualTo(holder);
    assertThat(asked.isExclusive()).as("exclusive").isEqualTo(exclusive);
    assertThat(asked.serves()).as("serves").isEqualTo(serves);
    assertThat(asked.needsReason()).as("reason").isEqualTo(reason);
  }

  @ParameterizedTest
  @EnumSource
  void aStageIsReadAsItIsWritten(Stage stage) {
    assertThat(Stage.ofWire(stage.wire())).contains(stage);
    assertThat(stage.wire()).isEqualTo(stage.wire().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @EnumSource
  void aVersionCanLeaveEachStageAndNeverStaysByMoving(Stage stage) {
    assertThat(stage.next()).isNotEmpty().doesNotContain(stage);
  }

  @ParameterizedTest
  @EnumSource
  void anExclusiveStageHasAHolder(Stage stage) {
    if (stage.isExclusive()) assertThat(stage.hasHolder()).isTrue();
  }

  @Test
  void eachStageCanBeReachedFromNone() {
    Set<Stage> reached = new TreeSet<>(Set.of(Stage.NONE));
    for (int steps = 0; steps < Stage.values().length; steps++)
      for (Stage stage : List.copyOf(reached)) reached.addAll(stage.next());
    assertThat(reached).containsExactly(Stage.values());
  }

  @ParameterizedTest
  @CsvSource({"Production", "''", "' production'", "prod", "latest"})
  void whatIsNotExactlyTheWordIsNoStage(String text) {
    assertThat(Stage.ofWire(text)).isEmpty();
  }

  @Test
  void messagesOfferStagesByTheirWords() {
    assertThat(Stage.anyOf(Arrays.asList(Stage.values())))
        .isEqualTo("none, staging, production or retired");
    assertThat(Stage.anyOf(Stage.withHolder())).isEqualTo("staging or production");
    assertThat(Stage.anyOf(List.of(Stage.RETIRED))).isEqualTo("retired");
    assertThat(Stage.anyOf(List.of())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aStatusIsReadAsItIsWritten(VersionStatus status) {
    assertThat(VersionStatus.ofWire(status.wire())).isEqualTo(status);
  }
}
