package dev.roster.drift.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
  @Test
  void theOrderOfTestsDoesNotMatter() {
    assertThat(BenjaminiHochberg.adjust(new double[] {0.01, 0.04, 0.03}))
        .containsExactly(new double[] {0.03, 0.04, 0.04}, within(1e-12));
    assertThat(BenjaminiHochberg.adjust(new double[] {0.03, 0.01, 0.04}))
        .containsExactly(new double[] {0.04, 0.03, 0.04}, within(1e-12));
  }

  @Test
  void oneTestIsNotAdjustedAndNoTestsAreNone() {
    assertThat(BenjaminiHochberg.adjust(new double[] {0.02})).containsExactly(0.02);
    assertThat(BenjaminiHochberg.adjust(new double[0])).isEmpty();
  }
}
