package dev.roster.storage.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Order;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Filters as text: what is printed parses to the same, and no bytes break the parser. */
class FilterTextTest {
  private static final int MANY = 50_000;

  @Test
  void whatIsPrintedParsesToTheSame() {
    RandomFilters random = new RandomFilters(1);
    for (int i = 0; i < MANY; i++) {
      Filter filter = random.filter();
      assertThat(Filter.parse(filter.toString())).as(filter.toString()).isEqualTo(filter);
    }
  }

  @Test
  void anOrderIsPrintedAsItIsRead() {
    RandomFilters random = new RandomFilters(2);
    for (int i = 0; i < 5_000; i++) {
      Order order = random.order(false);
      assertThat(Order.ofVersions(order.toString())).as(order.toString()).isEqualTo(order);
    }
  }

  @Test
  void dos08RandomBytesAreReadOrRefusedAtOnce() {
    Random random = new Random(3);
    RandomFilters filters = new RandomFilters(4);
    long slowest = 0;
    int read = 0;
    for (int i = 0; i < MANY; i++) {
      String text = i % 2 == 0 ? bytes(random) : damaged(filters.filter().toString(), random);
      try {
        Filter.parse(text);
        read++;
      } catch (Refused refused) {
        assertThat(refused.code()).isEqualTo(ProblemCode.INVALID_FILTER);
        assertThat(refused.getMessage()).startsWith("At character ");
      }
      slowest = Math.max(slowest, taken(text));
    }
    assertThat(read).isPositive();
    assertThat(slowest).isLessThan(100_000_000L);
  }

  /** The shortest of some times, if the first is long: others work on this machine too. */
  private static long taken(String text) {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < 5 && shortest > 10_000_000L; i++) {
      long start = System.nanoTime();
      try {
        Filter.parse(text);
      } catch (Refused refused) {
        assertThat(refused.code()).isEqualTo(ProblemCode.INVALID_FILTER);
      }
      shortest = Math.min(shortest, System.nanoTime() - start);
    }
    return shortest;
  }

  private static String bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return new String(
        bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private static String damaged(String filter, Random random) {
    StringBuilder text = new StringBuilder(filter);
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      int at = random.nextInt(text.length());
      if (random.nextBoolean()) text.deleteCharAt(at);
      else text.insert(at, "()\"'\\*<>=!:,[] \0\uD83D".charAt(random.nextInt(17)));
      if (text.isEmpty()) break;
    }
    return text.toString();
  }

  @Test
  void dos08PatternsThatBreakOthersAreReadInNoTime() {
    String[] patterns = {
      "name = " + "*".repeat(4_000),
      "(".repeat(4_000),
      "NOT ".repeat(1_000) + "name = x",
      "name = x" + " AND name = x".repeat(300),
      "stage in (" + "none,".repeat(700) + "none)",
      "name = \"" + "\\\\".repeat(2_000) + "\"",
      "metrics.a > " + "9".repeat(4_000),
      "metrics.a > 1e" + "9".repeat(4_000),
      "createdAt > now - " + "9".repeat(4_000) + "d",
      "a".repeat(4_090) + " = x",
      "size > 1e308",
      "name = \"" + "a*".repeat(2_000) + "\"",
    };
    for (String pattern : patterns) {
      assertThat(taken(pattern))
          .as(pattern.substring(0, Math.min(30, pattern.length())))
          .isLessThan(50_000_000L);
    }
  }
}
