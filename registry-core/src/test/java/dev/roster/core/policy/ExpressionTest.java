package dev.roster.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final Instant NOW = Instant.parse("2026-03-03T14:05:00Z");

  private final Map<String, Object> values = new HashMap<>();

  ExpressionTest() {
    values.put(
        "candidate",
        Map.of(
            "version", 3L,
            "metrics", Map.of("auc", 0.91),
            "tags", Map.of("team", "risk", "pattern", "a{1000}", "long", "a".repeat(10_001)),
            "aliases", List.of("blue"),
            "createdAt", NOW.minus(Duration.ofDays(10)),
            "hasBaseline", true,
            "hyperparameters",
                Map.of(
                    "depth",
                    6L,
                    "none",
                    NullValue.NULL_VALUE,
                    "adam",
                    Map.of("rate", 0.1, "steps", 3L))));
    values.put("champion", NullValue.NULL_VALUE);
    values.put("now", NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "candidate.metrics[\"auc\"] >= 0.91",
        "candidate.metrics.auc < 1",
        "candidate.metrics['auc'] + 0.01 > 0.9199",
        "candidate.version == 3",
        "double(candidate.version) == 3.0",
        "candidate.hasBaseline",
        "champion == null",
        "\"auc\" in candidate.metrics && !(\"f1\" in candidate.metrics)",
        "has(candidate.metrics.auc) && !has(candidate.metrics.f1)",
        "now - candidate.createdAt < duration(\"720h\")",
        "candidate.tags.team.matches('^r.*k$')",
        "candidate.tags.all(key, candidate.tags[key] != '')",
        "candidate.aliases.exists(a, a == 'blue')",
        "candidate.hyperparameters.depth > 5",
        "candidate.hyperparameters.depth > 5.5 && candidate.hyperparameters.adam.rate < 1",
        "candidate.hyperparameters['adam']['rate'] < 1 && 1 > candidate.hyperparameters['adam']['rate']",
        "candidate.hyperparameters['adam']['steps'] >= 2.5",
        "champion == null || candidate.metrics.auc >= champion.metrics.auc",
      })
  void standardCelReadsTheView(String source) throws Exception {
    assertThat(Expression.of(source).test(values)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "candidat.version > 1        | line 1, column 1: the name 'candidat' is not known; did you mean 'candidate'?",
        "candidate.metrcs.auc > 1.0  | line 1, column 10: the name 'metrcs' is not known; did you mean 'metrics'?",
        "candidate.version           | line 1, column 10: expected type 'bool' but found 'int'",
        "candidate.label > 1         | line 1, column 17: > does not take (string, int)",
        "candidate.createdAt > 'x'   | line 1, column 21: > does not take (timestamp, string)",
        "candidate.metrics.a == 1    | line 1, column 21: == does not take (double, int); write double(…) around the whole number, or a fraction such as 1.0",
        "candidate.version in [1.0]  | line 1, column 19: in does not take (int, list(double))",
        "1 +                         | line 1, column 4: mismatched input",
        "candidate.label.foo()       | line 1, column 20: the name 'foo' is not known",
        "Version{version: 1} == null | makes an object, which no gate can",
        "now > timestamp('tomorrow') | line 1, column 17: timestamp(\"tomorrow\") cannot be evaluated: Text 'tomorrow' could not be parsed at index 0; write it as in 2027-03-01T00:00:00Z",
        "duration('30d') > now - now | line 1, column 10: duration(\"30d\") cannot be evaluated: invalid duration format; write it in h, m, s or ms, such as 720h",
        "model.name.matches('(')     | line 1, column 20: matches(\"(\") cannot be evaluated: the pattern is wrong: error parsing regexp: missing closing ): `(`",
        "''                          | must be a condition in CEL, such as candidate.hasBaseline",
        "' '                         | must be a condition in CEL, such as candidate.hasBaseline",
      })
  void whatIsNoConditionIsRefusedWithItsPlaceAndTheRemedy(String source, String said) {
    assertThatThrownBy(() -> Expression.check(source))
        .isInstanceOf(Expression.Wrong.class)
        .hasMessageContaining(said);
  }

  @Test
  void aConditionHasAtMost4000Characters() throws Exception {
    String longest = "true" + " ".repeat(3_996);
    assertThat(Expression.of(longest).test(values)).isTrue();
    assertThatThrownBy(() -> Expression.of(longest + " "))
        .hasMessage("has 4,001 characters; at most 4,000 are allowed");
  }

  @Test
  void aConditionHasAtMost500Nodes() throws Exception {
    String largest = "true" + " || true".repeat(249); // 250 operands, 249 operators, and one more
    assertThat(Expression.of(largest).test(values)).isTrue();
    assertThatThrownBy(() -> Expression.of(largest + " || true || true"))
        .hasMessageContaining("expression node limit (500) exceeded");
    assertThatThrownBy(() -> Expression.of("(".repeat(65) + "true" + ")".repeat(65)))
        .hasMessageContaining("limit: 64");
  }

  @Test
  void aRunHasAtMost1000Iterations() throws Exception {
    String ten = "[0,1,2,3,4,5,6,7,8,9]";
    String hundred = "%1$s.all(a, %1$s.all(b, true))".formatted(ten);
    assertThat(Expression.of(hundred).test(values)).isTrue();
    Expression thousand = Expression.of("%s.all(x, %s)".formatted(ten, hundred));
    assertThatThrownBy(() -> thousand.test(values))
        .isInstanceOf(Expression.Failed.class)
        .hasMessageEndingWith(" cannot be evaluated: Iteration budget exceeded: 1000");
  }

  /** Each step is short, and there are too many of them. */
  @Test
  void aRunEndsAfter50Milliseconds() throws Exception {
    values.put("candidate", Map.of("tags", Map.of("long", "a".repeat(10_000))));
    String ten = "[0,1,2,3,4,5,6,7,8,9]";
    String slow = "!candidate.tags.long.matches('(a|aa|aaa|aaaa|aaaaa)*(a|aa|aaa)*b')";
    Expression expression =
        Expression.of("%1$s.all(a, %1$s.all(b, [0,1,2,3].all(c, %2$s)))".formatted(ten, slow));
    assertThatThrownBy(() -> expression.test(values))
        .isInstanceOf(Expression.Failed.class)
        .hasMessageEndingWith(" cannot be evaluated: it takes longer than 50 ms");
  }

  /** Patterns that would take all memory or all time are refused before they are compiled. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "'a'.matches('((a{11}){10})') ~ the repetitions of a pattern may multiply to at most 100",
        "'a'.matches('(a{2,101})') ~ the repetitions of a pattern may multiply to at most 100",
        "'a'.matches(candidate.tags.pattern) ~ the repetitions of a pattern may multiply to at most 100",
        "candidate.tags['long'].matches('a') ~ matches takes a text of at most 10,000 characters",
        "'a'.matches('(') ~ the pattern is wrong: error parsing regexp: missing closing ): `(`",
        "candidate.metrics['f1'] > 0.5 ~ candidate.metrics['f1'] is absent",
        "champion.metrics['auc'] > 0.5 ~ champion.metrics['auc'] is absent",
        "has(champion.metrics.auc) ~ champion is null",
        "candidate.hyperparameters.none > 1 ~ candidate.hyperparameters.none is null",
        "candidate.tags.a == candidate.tags.b ~ candidate.tags.a is absent",
        "candidate.tags.a == '' || candidate.tags.b == '' ~ candidate.tags.a and candidate.tags.b are absent",
        "champion == null ? 1 / 0 > 0 : champion.metrics.auc > 0 ~ champion == null ? 1 / 0 > 0 : champion.metrics.auc > 0 cannot be evaluated: / by zero",
        "candidate.version / 0 == 1 ~ candidate.version / 0 == 1 cannot be evaluated: / by zero",
        "int(candidate.tags.team) == 1 ~ For input string: \"risk\"",
      })
  void whatCannotBeEvaluatedSaysWhy(String source, String said) throws Exception {
    Expression expression = Expression.of(source);
    assertThatThrownBy(() -> expression.test(values))
        .isInstanceOf(Expression.Failed.class)
        .hasMessageContaining(said);
  }

  @Test
  void repetitionsJustWithinTheLimitAreTaken() throws Exception {
    assertThat(Expression.of("'" + "a".repeat(100) + "'.matches('^(a{10}){10}$')").test(values))
        .isTrue();
    assertThat(Expression.of("'a'.matches('" + "a|".repeat(99) + "ab')").test(values)).isTrue();
    Expression tooLong = Expression.of("'a'.matches('" + "a|".repeat(100) + "a')");
    assertThatThrownBy(() -> tooLong.test(values))
        .hasMessageEndingWith("matches takes a pattern of at most 200 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "candidate.metrics[\"auc\"] > 0.5 ~ candidate.metrics[\"auc\"]=0.91",
        "candidate . metrics [ 'auc' ] > 0.5 ~ candidate . metrics [ 'auc' ]=0.91",
        "(candidate.metrics)['auc'] > 0.5 ~ candidate.metrics={auc=0.91}",
        "candidate.metrics['a]b'] > 0.5 ~ candidate.metrics['a]b']=null",
        "champion.metrics.auc > 0.5 ~ champion.metrics.auc=null",
        "[1].all(now, now > 0) && candidate.version > 1 ~ candidate.version=3",
        "candidate.tags.all(t, candidate.tags[t] != '') || has(candidate.metrics.f1) ~ candidate.metrics.f1=null",
        "candidate.aliases[0] == 'ä' || candidate.aliases[1] == 'ö' ~ candidate.aliases[1]=null",
      })
  void whatItReadsIsSpeltAsItIsThere(String source, String read) throws Exception {
    Expression expression = Expression.of(source);
    assertThat(expression.reads())
        .extracting(each -> each.in(source) + "=" + each.value(values))
        .contains(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "candidate.metrics.auc > 0.95 ~ 0.91 > 0.95",
        "candidate.hasBaseline ~ candidate.hasBaseline",
        "!candidate.hasBaseline && candidate.version > 1 ~ !candidate.hasBaseline && 3 > 1",
        "candidate.tags['team'] + 'x' == 'y' ~ \"risk\" + 'x' == 'y'",
        "candidate.aliases.exists(a, a == 'x') ~ candidate.aliases.exists(a, a == 'x')",
        "has(candidate.metrics.f1) ~ has(candidate.metrics.f1)",
        "champion != null ~ null != null",
      })
  void aSentenceHasNumbersAndTextsInPlaceOfTheirNames(String source, String shown)
      throws Exception {
    assertThat(EvidenceValues.shown(Expression.of(source), values)).isEqualTo(shown);
  }
}
