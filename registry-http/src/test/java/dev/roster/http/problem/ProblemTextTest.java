package dev.roster.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.problem.ProblemCode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTextTest {
  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void eachCodeHasAShortTitleAndWholeSentences(ProblemCode code) {
    ProblemText text = ProblemText.of(code);
    assertThat(text.title().split(" ")).as(text.title()).hasSizeBetween(2, 6);
    assertThat(text.title()).doesNotEndWith(".");
    assertThat(text.meaning()).matches("[A-Z].*\\.");
    assertThat(text.remedy()).matches("[A-Z].*");
  }

  @Test
  void noTwoCodesHaveOneTitle() {
    assertThat(Arrays.stream(ProblemCode.values()).map(code -> ProblemText.of(code).title()))
        .doesNotHaveDuplicates();
  }
}
