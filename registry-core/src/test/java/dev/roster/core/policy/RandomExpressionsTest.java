package dev.roster.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.values.NullValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random conditions over random versions hold, do not hold or fail as an evaluation says that is
 * made from the text of the CEL specification alone, and knows nothing of the library.
 */
class RandomExpressionsTest {
  private static final int CONDITIONS = 500;
  private static final List<String> KEYS = List.of("auc", "f1", "loss");
  private static final List<String> WORDS = List.of("risk", "blue", "");

  /** A text in CEL with what it gives for a version; null if it fails there. */
  private record Part<T>(String text, Function<Facts, @Nullable T> value) {}

  private record Facts(
      Map<String, Double> metrics, Map<String, String> tags, List<String> aliases, long number) {
    static Facts random(Random random) {
      Map<String, Double> metrics = new HashMap<>();
      Map<String, String> tags = new HashMap<>();
      for (String key : KEYS) {
        if (random.nextInt(3) > 0) metrics.put(key, random.nextInt(5) / 4.0);
        if (random.nextInt(3) > 0) tags.put(key, pick(WORDS, random));
      }
      List<String> aliases = WORDS.stream().filter(word -> random.nextBoolean()).toList();
      return new Facts(metrics, tags, aliases, random.nextInt(4));
    }

    Map<String, Object> view() {
      return Map.of("metrics", metrics, "tags", tags, "aliases", aliases, "version", number);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aVerdictIsThatOfAnotherEvaluation(long seed) throws Exception {
    Random random = new Random(seed);
    Map<@Nullable Boolean, Integer> seen = new HashMap<>();
    for (int i = 0; i < CONDITIONS; i++) {
      Part<Boolean> condition = condition(random, 4);
      Facts candidate = Facts.random(random);
      Boolean expected = condition.value().apply(candidate);
      Map<String, Object> values =
          Map.of("candidate", candidate.view(), "champion", NullValue.NULL_VALUE);
      assertThat(verdict(Expression.of(condition.text()), values))
          .as("seed %d, %s of %s", seed, condition.text(), candidate)
          .isEqualTo(expected);
      seen.merge(expected, 1, Integer::sum);
    }
    assertThat(seen.values()).as("each verdict is among them").hasSize(3).allMatch(n -> n > 25);
  }

  private static @Nullable Boolean verdict(Expression expression, Map<String, Object> values) {
    try {
      return expression.test(values);
    } catch (Expression.Failed failed) {
      return null;
    }
  }

  private static Part<Boolean> condition(Random random, int depth) {
    int kind = depth == 0 ? random.nextInt(5) : random.nextInt(11);
    return switch (kind) {
      case 0 -> has(random);
      case 1 -> equalTexts(random);
      case 2 -> alias(random);
      case 3, 4 -> comparison(random);
      case 5, 6 -> both(condition(random, depth - 1), condition(random, depth - 1), true);
      case 7, 8 -> both(condition(random, depth - 1), condition(random, depth - 1), false);
      case 9 -> not(condition(random, depth - 1));
      default ->
          choice(
              condition(random, depth - 1),
              condition(random, depth - 1),
              condition(random, depth - 1));
    };
  }

  private static Part<Boolean> has(Random random) {
    String key = pick(KEYS, random);
    String text =
        random.nextBoolean()
            ? "'%s' in candidate.metrics".formatted(key)
            : "has(candidate.metrics.%s)".formatted(key);
    return new Part<>(text, facts -> facts.metrics().containsKey(key));
  }

  private static Part<Boolean> equalTexts(Random random) {
    String key = pick(KEYS, random);
    String word = pick(WORDS, random);
    return new Part<>(
        "candidate.tags[\"%s\"] == '%s'".formatted(key, word),
        facts -> facts.tags().containsKey(key) ? facts.tags().get(key).equals(word) : null);
  }

  private static Part<Boolean> alias(Random random) {
    String word = pick(WORDS, random);
    return random.nextBoolean()
        ? new Part<>(
            "candidate.aliases.exists(a, a == '%s')".formatted(word),
            facts -> facts.aliases().contains(word))
        : new Part<>(
            "candidate.aliases.all(a, a != '%s')".formatted(word),
            facts -> !facts.aliases().contains(word));
  }

  private static Part<Boolean> comparison(Random random) {
    Part<Double> left = number(random, 2);
    Part<Double> right = number(random, 2);
    int kind = random.nextInt(5);
    String sign = List.of("<", "<=", ">", ">=", "!=").get(kind);
    return new Part<>(
        "%s %s %s".formatted(left.text(), sign, right.text()),
        facts -> {
          Double a = left.value().apply(facts);
          Double b = right.value().apply(facts);
          if (a == null || b == null) return null;
          return switch (kind) {
            case 0 -> a < b;
            case 1 -> a <= b;
            case 2 -> a > b;
            case 3 -> a >= b;
            default -> !a.equals(b);
          };
        });
  }

  private static Part<Double> number(Random random, int depth) {
    int kind = depth == 0 ? random.nextInt(3) : random.nextInt(5);
    return switch (kind) {
      case 0 -> {
        double number = random.nextInt(9) / 4.0;
        yield new Part<>(String.valueOf(number), facts -> number);
      }
      case 1 -> new Part<>("double(candidate.version)", facts -> (double) facts.number());
      case 2 -> {
        String key = pick(KEYS, random);
        String text = random.nextBoolean() ? "candidate.metrics.%s" : "candidate.metrics['%s']";
        yield new Part<>(text.formatted(key), facts -> facts.metrics().get(key));
      }
      case 3 -> sum(number(random, depth - 1), number(random, depth - 1), "+", Double::sum);
      default -> sum(number(random, depth - 1), number(random, depth - 1), "*", (a, b) -> a * b);
    };
  }

  private static Part<Double> sum(
      Part<Double> left, Part<Double> right, String sign, DoubleBinaryOperator of) {
    return new Part<>(
        "(%s %s %s)".formatted(left.text(), sign, right.text()),
        facts -> {
          Double a = left.value().apply(facts);
          Double b = right.value().apply(facts);
          return a == null || b == null ? null : of.applyAsDouble(a, b);
        });
  }

  private static Part<Boolean> not(Part<Boolean> part) {
    return new Part<>(
        "!(%s)".formatted(part.text()),
        facts -> {
          Boolean value = part.value().apply(facts);
          return value == null ? null : !value;
        });
  }

  private static Part<Boolean> choice(Part<Boolean> when, Part<Boolean> then, Part<Boolean> or) {
    return new Part<>(
        "((%s) ? (%s) : (%s))".formatted(when.text(), then.text(), or.text()),
        facts -> {
          Boolean value = when.value().apply(facts);
          return value == null ? null : (value ? then : or).value().apply(facts);
        });
  }

  /** One side that decides is enough, on either side, even if the other one fails. */
  private static Part<Boolean> both(Part<Boolean> left, Part<Boolean> right, boolean and) {
    BinaryOperator<@Nullable Boolean> of =
        (a, b) -> {
          if (Boolean.valueOf(!and).equals(a) || Boolean.valueOf(!and).equals(b)) return !and;
          return a == null || b == null ? null : Boolean.valueOf(and);
        };
    return new Part<>(
        "(%s) %s (%s)".formatted(left.text(), and ? "&&" : "||", right.text()),
        facts -> of.apply(left.value().apply(facts), right.value().apply(facts)));
  }

  private static <T> T pick(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
