package dev.roster.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldTest {
  @Test
  void stagesStatusesAndDriftStatesAreAskedForByTheirWords() {
    assertThat(Field.STAGE.words()).containsExactly("none", "staging", "production", "retired");
    assertThat(Field.STATUS.words())
        .containsExactly("draft", "verifying", "ready", "damaged", "deleted", "reclaimed");
    assertThat(Field.DRIFT_STATE.words())
        .containsExactly("ok", "pending", "firing", "recovering", "insufficient_data", "error");
  }
}
