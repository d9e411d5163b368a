package dev.roster.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import dev.roster.drift.alarm.AlarmState;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class FilterLimitsTest {
  @Test
  void dos08EachSizeHasALimit() {
    passes(quoted(4_096));
    refused(quoted(4_097), "At character 4097 of filter");
    passes(repeated("name=x", " OR ", 100));
    refused(repeated("name=x", " OR ", 101), "at most 100 conditions");
    passes("(".repeat(31) + "name=x" + ")".repeat(31));
    refused("(".repeat(32) + "name=x" + ")".repeat(32), "at most 32 parentheses");
    refused("not ".repeat(32) + "name=x", "at most 32 parentheses");
    passes("name in (" + repeated("x", ",", 500) + ")");
    refused("name in (" + repeated("x", ",", 501) + ")", "at most 500 values");
    passes("size <= 9007199254740992");
    refused("size <= 9007199254740994", "a whole number");
    refused("metrics.a < 1e309", "out of range");
    passes("createdAt > now - 36525d");
    refused("createdAt > now - 36526d", "at most 100 years");
    refused("createdAt > 2026-02-30", "an instant");
    assertThat(Order.ofVersions("name, size, stage desc, owner").terms()).hasSize(4);
    assertThatThrownBy(() -> Order.ofVersions("name, size, stage, owner, version"))
        .hasMessageContaining("at most 4 fields");
  }

  @Test
  void theWordsOfAFieldAreThoseOfItsType() {
    assertThat(Field.STAGE.words())
        .containsExactlyElementsOf(Arrays.stream(Stage.values()).map(Stage::wire).toList());
    assertThat(Field.STATUS.words())
        .containsExactlyElementsOf(
            Arrays.stream(VersionStatus.values()).map(VersionStatus::wire).toList());
    assertThat(Field.DRIFT_STATE.words())
        .containsExactlyElementsOf(
            Arrays.stream(AlarmState.values()).map(AlarmState::wire).toList());
  }

  private static String quoted(int length) {
    return "name=\"" + "x".repeat(length - 7) + '"';
  }

  private static String repeated(String part, String joint, int times) {
    return String.join(joint, Collections.nCopies(times, part));
  }

  private static void passes(String filter) {
    assertThat(Filter.parse(filter)).isNotEqualTo(Filter.NONE);
  }

  private static void refused(String filter, String message) {
    assertThatThrownBy(() -> Filter.parse(filter))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(ProblemCode.INVALID_FILTER))
        .hasMessageContaining(message);
  }
}
