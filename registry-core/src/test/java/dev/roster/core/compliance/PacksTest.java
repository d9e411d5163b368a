package dev.roster.core.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 4   | 2 3 5 | 5 | 1 2 3 4 5", // all
        "1 4   | 2 3 5 | 4 | 1 3 4 5", // the oldest of the bulk is left out first
        "1 4   | 2 3 5 | 2 | 1 4",
        "1 4 6 | 2 3 5 | 2 | 4 6", // then the oldest
        "''    | 2 3 5 | 2 | 3 5",
        "1     | ''    | 2 | 1"
      })
  void theNewestAreKeptAndOfTheBulkWhatHasRoom(String rare, String bulk, int most, String kept) {
    assertThat(Packs.kept(numbers(rare), numbers(bulk), most)).isEqualTo(numbers(kept));
  }

  private static List<Long> numbers(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(Long::valueOf).toList();
  }
}
