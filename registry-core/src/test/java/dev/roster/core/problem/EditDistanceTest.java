package dev.roster.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "port, port, 0",
    "port, prot, 2",
    "port, ports, 1",
    "port, por, 1",
    "port, '', 4",
    "kitten, sitting, 3"
  })
  void countsInsertionsDeletionsAndReplacementsInBothDirections(String a, String b, int edits) {
    assertThat(EditDistance.between(a, b)).isEqualTo(edits);
    assertThat(EditDistance.between(b, a)).isEqualTo(edits);
  }
}
