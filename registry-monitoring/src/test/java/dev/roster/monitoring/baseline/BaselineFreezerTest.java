package dev.roster.monitoring.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From rows to a frozen baseline. */
class BaselineFreezerTest {
  @ParameterizedTest
  @ValueSource(strings = {"1e151", "-1e151", "1e300", "1e400", "NaN"})
  void in01NumbersThatCannotBeSquaredAreRefused(String number) {
    assertThatThrownBy(() -> frozen("x\n1\n" + number + "\n"))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
  }

  @Test
  void theLargestNumbersHaveADeviation() {
    assertThat(frozen("x\n-1e150\n1e150\n").features().get(0).standardDeviation()).isEqualTo(1e150);
  }

  private static Baseline frozen(String csv) {
    return BaselineFreezer.freeze(
            RowFormat.CSV,
            new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
            new Roles(null, null, null, null, null, List.of(), List.of()))
        .baseline();
  }
}
