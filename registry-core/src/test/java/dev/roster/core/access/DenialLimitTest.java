package dev.roster.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DenialLimitTest {
  private final AtomicLong now = new AtomicLong();
  private final DenialLimit limit = new DenialLimit(now::get);

  private long admitted(String principal, int times) {
    return IntStream.range(0, times).filter(nth -> limit.admits(principal)).count();
  }

  @Test
  void aPrincipalHasItsOwnLimitWithinAMinute() {
    assertThat(admitted("token:a", DenialLimit.MAX + 10)).isEqualTo(DenialLimit.MAX);
    assertThat(admitted("token:b", DenialLimit.MAX + 10)).isEqualTo(DenialLimit.MAX);
  }

  @Test
  void noSpanOfAMinuteHasMore() {
    now.set(DenialLimit.SPAN.toNanos() - 1);
    admitted("token:a", DenialLimit.MAX);
    now.addAndGet(DenialLimit.SPAN.toNanos() - 1);
    assertThat(limit.admits("token:a")).isFalse();
    now.incrementAndGet();
    assertThat(admitted("token:a", DenialLimit.MAX + 1)).isEqualTo(DenialLimit.MAX);
  }

  @Test
  void aFloodOfPrincipalsKeepsNoMemory() {
    IntStream.range(0, 20_000).forEach(nth -> limit.admits("token:" + nth));
    assertThat(limit.size()).isEqualTo(10_000);
  }
}
