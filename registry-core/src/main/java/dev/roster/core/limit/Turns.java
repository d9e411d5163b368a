package dev.roster.core.limit;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets a few run at the same time. Others wait for their turn, in the order in which they came. */
public final class Turns {
  private final Semaphore free;
  private final Duration patience;
  private final String refusal;

  /**
   * @param atOnce how many run at the same time
   * @param patience how long the others wait before they are refused
   * @param refusal what the refusal says
   */
  public Turns(int atOnce, Duration patience, String refusal) {
    this.free = new Semaphore(atOnce, true);
    this.patience = patience;
    this.refusal = refusal;
  }

  /**
   * Runs the action in its turn.
   *
   * @throws Refused {@code too_many_requests} if no turn comes in time
   */
  public <T> T take(Supplier<T> action) {
    await();
    try {
      return action.get();
    } finally {
      free.release();
    }
  }

  private void await() {
    try {
      if (free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) return;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw Refused.because(ProblemCode.TOO_MANY_REQUESTS, refusal);
  }
}
