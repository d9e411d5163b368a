package dev.roster.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.access.Principal;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SearchLimiterTest {
  private static final Principal GREEDY = new Principal("greedy", "greedy", null, List.of());
  private static final Principal OTHER = new Principal("other", "other", null, List.of());

  private final SearchLimiter limiter =
      new SearchLimiter(new SearchSettings(Duration.ofSeconds(2), 2));

  @Test
  void dos07WhoRunsAsManyAsItMayIsRefusedAndNobodyElse() {
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch end = new CountDownLatch(1);
    List<CompletableFuture<Void>> slow = new ArrayList<>();
    for (int i = 0; i < 2; i++)
      slow.add(
          CompletableFuture.runAsync(
              () ->
                  limiter.run(
                      GREEDY,
                      () -> {
                        running.countDown();
                        await(end);
                        return true;
                      })));
    await(running);
    assertThatThrownBy(() -> limiter.run(GREEDY, () -> true))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));
    assertThat(limiter.run(OTHER, () -> "at once")).isEqualTo("at once");
    end.countDown();
    slow.forEach(CompletableFuture::join);
    assertThat(limiter.run(GREEDY, () -> "again")).isEqualTo("again");
  }

  @Test
  void aTurnEndsWithAFailureToo() {
    for (int i = 0; i < 5; i++)
      assertThatThrownBy(
              () ->
                  limiter.run(
                      GREEDY,
                      () -> {
                        throw new IllegalArgumentException("broken");
                      }))
          .hasMessage("broken");
    assertThat(limiter.run(GREEDY, () -> true)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
