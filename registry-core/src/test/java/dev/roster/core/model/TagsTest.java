package dev.roster.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.Faults;
import dev.roster.core.problem.Refused;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "team/owner", "a~b", "mlflow.note", "mü 漢字 🎉", " a "})
  void aKeyIsPrintableText(String key) {
    assertTaken(Map.of(key, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a\0", "a\nb", "a\u202eb", "a\u2028b", "a\ud800", "e\u0301", "\uffff"})
  void allElseIsNotAKey(String key) {
    assertRefused(Map.of(key, "value"));
  }

  @Test
  void eachLimitIsTakenAndOneMoreIsRefused() {
    assertTaken(Map.of("k".repeat(128), "v".repeat(5_000)));
    assertRefused(Map.of("k".repeat(129), "v"));
    assertRefused(Map.of("k", "v".repeat(5_001)));
    assertTaken(many(100));
    assertRefused(many(101));
  }

  @Test
  void aNullIsNotAValue() {
    Map<String, @Nullable String> tags = new HashMap<>();
    tags.put("k", null);
    assertRefused(tags);
  }

  @Test
  void aMergeReplacesAddsAndRemoves() {
    Map<String, @Nullable String> patch = new HashMap<>();
    patch.put("a", null);
    patch.put("b", "3");
    patch.put("c", "4");
    patch.put("absent", null);

    assertThat(Tags.merge(Map.of("a", "1", "b", "2", "d", "5"), patch))
        .isEqualTo(Map.of("b", "3", "c", "4", "d", "5"));
  }

  private static Map<String, String> many(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
  }

  private static void assertTaken(Map<String, String> tags) {
    assertThatCode(() -> check(tags)).doesNotThrowAnyException();
  }

  private static void assertRefused(Map<String, @Nullable String> tags) {
    assertThatThrownBy(() -> check(tags)).isInstanceOf(Refused.class);
  }

  private static void check(Map<String, @Nullable String> tags) {
    Faults faults = new Faults();
    Tags.check(tags, faults);
    faults.throwIfAny();
  }
}
