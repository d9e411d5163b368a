package dev.roster.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimelineKindTest {
  @ParameterizedTest
  @EnumSource(TimelineKind.class)
  void everyKindHasActionsAndIsReadFromItsWord(TimelineKind kind) {
    assertThat(TimelineKind.actions(Set.of(kind)))
        .isNotEmpty()
        .allMatch(action -> action.kind().orElseThrow() == kind);
    assertThat(TimelineKind.ofWire(kind.wire())).contains(kind);
  }

  @Test
  void noKindsMeansAllOfThem() {
    assertThat(TimelineKind.actions(Set.of()))
        .contains(Action.MODEL_CREATED, Action.VERSION_HEALED)
        .doesNotContain(Action.TOKEN_CREATED, Action.OBSERVATIONS_RECORDED);
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void anActionIsReadFromItsWireForm(Action action) {
    assertThat(action.wire()).matches("[a-z]+\\.[a-z]+");
    assertThat(Action.ofWire(action.wire())).isEqualTo(action);
  }
}
