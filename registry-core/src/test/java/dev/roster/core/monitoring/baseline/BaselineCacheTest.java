package dev.roster.core.monitoring.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineCacheTest {
  private final BaselineCache cache = new BaselineCache(100);

  @Test
  void theOnesThatWereNotAskedForTheLongestTimeMakeRoom() {
    put("a", 40);
    put("b", 40);
    assertThat(cache.find("a")).isPresent();

    put("c", 60);

    assertThat(cache.find("b")).isEmpty();
    assertThat(cache.find("a")).isPresent();
    assertThat(cache.find("c")).isPresent();
  }

  @Test
  void aBaselineThatIsLargerThanAllOfItIsNotKeptAndMakesNoRoom() {
    put("a", 100);
    put("b", 101);

    assertThat(cache.find("b")).isEmpty();
    assertThat(cache.find("a")).isPresent();
  }

  @Test
  void aBaselineThatTwoCallsReadCountsOnce() {
    put("a", 50);
    put("a", 50);
    put("b", 50);

    assertThat(cache.find("a")).isPresent();
  }

  private void put(String digest, int length) {
    cache.put(
        digest,
        new Baseline(
            digest,
            1,
            new Roles(null, null, null, null, null, List.of(), List.of()),
            List.of(),
            null,
            null),
        length);
  }
}
