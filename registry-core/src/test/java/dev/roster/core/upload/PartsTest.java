package dev.roster.core.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "1, 1, 16",
    "16777215, 1, 16",
    "16777216, 1, 16",
    "16777217, 2, 16",
    "2147483648, 128, 16",
    "21474836480, 1280, 16",
    "167772160000, 10000, 16",
    "167772160001, 9412, 17",
    "5497558138880, 9987, 525"
  })
  void theNumberOfPartsIsWithinTheLimitOfS3(long size, int count, long partMiB) {
    Parts parts = Parts.of(size);
    assertThat(parts.count()).isEqualTo(count);
    assertThat(parts.partSize()).isEqualTo(partMiB * MIB);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 16 * MIB, 16 * MIB + 1, 33 * MIB - 1, 170_000_000_000L})
  void partsFollowOneAnotherToTheEndOfTheFile(long size) {
    Parts parts = Parts.of(size);
    long end = 0;
    for (int number = 1; number <= parts.count(); number++) {
      assertThat(parts.offset(number)).isEqualTo(end);
      assertThat(parts.size(number)).isBetween(1L, parts.partSize());
      end += parts.size(number);
    }
    assertThat(end).isEqualTo(size);
    assertThat(parts.has(0)).isFalse();
    assertThat(parts.has(parts.count())).isTrue();
    assertThat(parts.has(parts.count() + 1)).isFalse();
  }

  @Test
  void missingPartsAreNamedAsRanges() {
    Parts parts = Parts.of(10 * 16 * MIB);
    assertThat(parts.without(List.of(1, 3, 8, 9, 10))).containsExactly(2, 4, 5, 6, 7);
    assertThat(Parts.ranges(List.of(2, 4, 5, 6, 7), 20)).isEqualTo("2, 4–7");
    assertThat(Parts.ranges(List.of(1, 3, 5, 7), 2)).isEqualTo("1, 3 …");
    assertThat(Parts.ranges(List.of(1, 3), 2)).isEqualTo("1, 3");
  }
}
