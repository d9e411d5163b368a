package dev.roster.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.drift.alarm.AlarmState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FieldTest {
  @Test
  void aStageAndAStatusAreAskedForByTheirWords() {
    assertThat(Field.STAGE.words()).containsExactly("none", "staging", "production", "retired");
    assertThat(Field.STATUS.words())
        .containsExactly("draft", "verifying", "ready", "damaged", "deleted", "reclaimed");
  }

  /** Monitoring knows search, so the field cannot read the words from the states themselves. */
  @Test
  void theDriftStatesAreThoseOfAlarms() {
    assertThat(Field.DRIFT_STATE.words())
        .containsExactlyElementsOf(
            Arrays.stream(AlarmState.values()).map(AlarmState::wire).toList());
  }
}
