package dev.roster.core.version;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.Refused;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VersionFactsTest {
  @Test
  void whatIsTooLargeAlreadyMayChangeButNotGrow() {
    VersionFacts large = facts("described", 1_000_000);
    assertThatThrownBy(large::check).isInstanceOf(Refused.class).hasMessageContaining("1,048,576");
    assertThatCode(() -> facts("describe it", 1_000_000).check(facts("described so", 1_000_000)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> facts("described so", 1_000_000).check(large))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("1,048,576");
    assertThatCode(() -> facts("described", 900_000).check()).doesNotThrowAnyException();
  }

  private static VersionFacts facts(String description, int size) {
    Map<String, Object> values =
        IntStream.range(0, 110)
            .boxed()
            .collect(Collectors.toMap(i -> "p" + i, i -> "x".repeat(size / 100)));
    return new VersionFacts(description, null, null, Map.of(), null, values, null, null);
  }
}
