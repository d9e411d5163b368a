package dev.roster.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainNumberTest {
  @ParameterizedTest
  @CsvSource({
    "30, 30",
    "-0.0, 0",
    "0.0005, 0.0005",
    "-5.0E-4, -0.0005",
    "12345678.5, 12345678.5",
    "0.1, 0.1",
    "1e300, 1.0E300",
    "1e-9, 1.0E-9",
    "NaN, NaN"
  })
  void aRefusedNumberIsShownAsItWasSent(double number, String shown) {
    assertThat(PlainNumber.of(number)).isEqualTo(shown);
    assertThat(SentValue.beside("must be 1", number)).isEqualTo("must be 1; was " + shown);
  }
}
