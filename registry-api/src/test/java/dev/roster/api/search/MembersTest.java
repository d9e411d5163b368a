package dev.roster.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
  record Body(String name, int number, String stage) {}

  @Test
  void membersAreChosenInTheOrderAskedForAndOnce() {
    assertThat(Members.of("stage, name,stage", Body.class).names())
        .containsExactly("stage", "name");
  }

  @Test
  void nothingChosenIsEverything() {
    assertThat(Members.of("", Body.class).areAll()).isTrue();
    assertThat(Members.of("  ", Body.class).areAll()).isTrue();
    assertThat(Members.of("name", Body.class).areAll()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {",", "name,", ",name", "Name", "nam", "class", "name.first", "*", "naïve"})
  void aNameThatIsNotAMemberIsRefused(String fields) {
    assertThatThrownBy(() -> Members.of(fields, Body.class))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  @Test
  void aLongNameIsCutInTheAnswer() {
    assertThatThrownBy(() -> Members.of("n".repeat(100_000), Body.class))
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(500));
  }
}
