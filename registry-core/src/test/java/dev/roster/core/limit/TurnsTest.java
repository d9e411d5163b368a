package dev.roster.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final CountDownLatch running = new CountDownLatch(2);
  private final CountDownLatch end = new CountDownLatch(1);

  private String runUntilTheEnd() {
    running.countDown();
    await(end);
    return "done";
  }

  @Test
  void whoComesBeyondTheLimitIsRefusedUntilATurnIsFree() {
    Turns turns = new Turns(2, Duration.ZERO, "two run");
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(() -> turns.take(this::runUntilTheEnd), this::inAThread);
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> turns.take(this::runUntilTheEnd), this::inAThread);
    await(running);

    assertThatThrownBy(() -> turns.take(() -> "third"))
        .hasMessage("two run")
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));

    end.countDown();
    assertThat(first.join()).isEqualTo("done");
    assertThat(second.join()).isEqualTo("done");
    assertThat(turns.take(() -> "third")).isEqualTo("third");
  }

  @Test
  void aTurnEndsWithWhatItThrows() {
    Turns turns = new Turns(1, Duration.ZERO, "one runs");
    assertThatThrownBy(
            () ->
                turns.take(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(turns.take(() -> "next")).isEqualTo("next");
  }

  private void inAThread(Runnable task) {
    new Thread(task).start();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }
}
