package dev.roster.core.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.Refused;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardTest {
  private static Card bare(RiskClass riskClass) {
    return new Card(null, null, null, null, null, null, riskClass, List.of());
  }

  private static Card full(RiskClass riskClass) {
    return new Card("a", "b", "c", "d", "e", "f", riskClass, List.of("personal"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "        | intendedUse contact riskClass",
        "MINIMAL | intendedUse contact",
        "LIMITED | intendedUse limitations evaluation contact",
        "HIGH    | intendedUse limitations ethics trainingData evaluation contact dataCategories"
      })
  void aHigherClassAsksForMore(RiskClass riskClass, String missing) {
    assertThat(bare(riskClass).missing()).containsExactly(missing.split(" "));
    assertThat(bare(riskClass).isComplete()).isFalse();
    if (riskClass != null) assertThat(full(riskClass).isComplete()).isTrue();
  }

  @Test
  void aBlankTextIsNotWritten() {
    Card blank = new Card(" \n", "", "\t", "  ", "", " ", RiskClass.HIGH, List.of());
    assertThat(blank).isEqualTo(bare(RiskClass.HIGH));
  }

  @Test
  void eachTextHasALimit() {
    String longest = "x".repeat(20_000);
    new Card(longest, longest, longest, longest, longest, "x".repeat(500), null, many(50)).check();

    String over = longest + "x";
    assertThatThrownBy(
            () -> new Card(over, over, over, over, over, "x".repeat(501), null, many(51)).check())
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.faults().stream().map(fault -> fault.field().toString()))
                    .containsExactly(
                        "intendedUse",
                        "limitations",
                        "ethics",
                        "trainingData",
                        "evaluation",
                        "contact",
                        "dataCategories"));
  }

  private static List<String> many(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }

  @Test
  void aCategoryIsATextOfItsOwn() {
    assertThatCode(() -> categories("x".repeat(100)).check()).doesNotThrowAnyException();
    for (Card wrong :
        List.of(
            categories("x".repeat(101)),
            categories(""),
            categories("health", "health"),
            new Card(null, null, null, null, null, null, null, Collections.singletonList(null))))
      assertThatThrownBy(wrong::check).hasMessageContaining("dataCategories[");
  }

  private static Card categories(String... names) {
    return new Card(null, null, null, null, null, null, null, Arrays.asList(names));
  }

  @Test
  void aChangeNamesWhatBecameAnother() {
    Card after = new Card("a", null, "c", "d", "e2", "f", RiskClass.LIMITED, List.of("personal"));
    assertThat(after.changedFrom(full(RiskClass.HIGH)))
        .containsOnlyKeys("limitations", "evaluation", "riskClass")
        .containsEntry("limitations", null)
        .containsEntry("evaluation", "e2")
        .containsEntry("riskClass", "limited");
    assertThat(after.changedFrom(after)).isEmpty();
  }
}
