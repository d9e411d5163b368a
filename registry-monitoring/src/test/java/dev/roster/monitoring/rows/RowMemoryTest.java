package dev.roster.monitoring.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RowMemoryTest {
  private static final long MEBIBYTE = 1 << 20;

  private final RowMemory memory = new RowMemory(10 * MEBIBYTE, Duration.ZERO);

  @Test
  void whatOthersHoldIsRefusedUntilTheyGiveItBack() {
    MemoryBudget.Claim first = memory.claim(6 * MEBIBYTE);
    refused(ProblemCode.TOO_MANY_REQUESTS, () -> memory.claim(5 * MEBIBYTE));
    memory.claim(4 * MEBIBYTE).close();
    first.close();
    memory.claim(10 * MEBIBYTE).close();
  }

  @Test
  void whatThereNeverIsIsTooLarge() {
    refused(ProblemCode.TOO_LARGE, () -> memory.claim(10 * MEBIBYTE + 1));
    try (MemoryBudget.Claim claim = memory.claim(MEBIBYTE)) {
      refused(ProblemCode.TOO_LARGE, () -> claim.grow(11 * MEBIBYTE));
      claim.grow(10 * MEBIBYTE);
    }
  }

  @Test
  void aClaimGrowsBeyondItsFirstBytesAndShrinksToThem() {
    try (MemoryBudget.Claim claim = memory.claim(2 * MEBIBYTE)) {
      claim.grow(2 * MEBIBYTE); // which it has
      memory.claim(8 * MEBIBYTE).close();
      claim.grow(3 * MEBIBYTE);
      refused(ProblemCode.TOO_MANY_REQUESTS, () -> memory.claim(6 * MEBIBYTE));
      refused(ProblemCode.TOO_LARGE, () -> claim.growPatiently(6 * MEBIBYTE));
      claim.shrink(5 * MEBIBYTE);
      memory.claim(8 * MEBIBYTE).close();
    }
    memory.claim(10 * MEBIBYTE).close();
  }

  private static void refused(ProblemCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(code));
  }
}
