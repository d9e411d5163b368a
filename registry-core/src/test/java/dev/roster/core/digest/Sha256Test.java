package dev.roster.core.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256Test {
  @Test
  void hashesAsTheStandardSays() { // FIPS 180-2, appendix B.1
    assertThat(Sha256.ofText("abc").hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void isTheSameFromTextAndFromBytes() {
    assertThat(Sha256.of(Sha256.hash("é"))).isEqualTo(Sha256.ofText("é"));
    assertThat(Sha256.ofText("é").bytes()).isEqualTo(Sha256.hash("é"));
  }

  @ParameterizedTest
  @CsvSource({"64, f, true", "64, F, false", "63, f, false", "65, f, false", "64, g, false"})
  void isSixtyFourLowerCaseHexDigits(int length, String digit, boolean taken) {
    String hex = digit.repeat(length);
    if (taken) assertThat(new Sha256(hex)).hasToString("sha256:" + hex);
    else assertThatThrownBy(() -> new Sha256(hex)).isInstanceOf(Refused.class);
  }
}
