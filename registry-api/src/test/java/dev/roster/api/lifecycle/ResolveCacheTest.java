package dev.roster.api.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what a model's revision counts may be answered from memory. */
class ResolveCacheTest {
  @ParameterizedTest
  @ValueSource(strings = {"production", "staging", "champion", "a.b-c_d", "X-ray", "vnext"})
  void stagesAndAliasesMayBeKept(String selector) {
    assertThat(ResolveCache.isCacheable(selector)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "", "7", "^2", "~2.1", ">=2 <3", "2.x", "v2", "v2.1", "x", "*"})
  void latestAndRangesOfLabelsMayNot(String selector) {
    assertThat(ResolveCache.isCacheable(selector)).isFalse();
  }
}
