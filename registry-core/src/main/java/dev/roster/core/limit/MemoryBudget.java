package dev.roster.core.limit;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Memory that calls share. Each claims what it is going to take before it takes it. So calls never
 * end the server: there is a limit to what one takes, and a call that finds no memory is refused
 * and can be repeated.
 */
public final class MemoryBudget {
  private static final int UNIT = 4 << 10;
  private static final int MAX_WAITING = 64;

  private final int units;
  private final Semaphore free;
  private final Duration patience;
  private final String busy;
  private final String tooLarge;

  /**
   * @param patience how long a call waits for others
   * @param busy what the refusal says if others have the memory
   * @param tooLarge what the refusal says if there is never so much; it is formatted with the bytes
   *     that are wanted and those that there are
   */
  public MemoryBudget(long bytes, Duration patience, String busy, String tooLarge) {
    this.units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    this.free = new Semaphore(units, true);
    this.patience = patience;
    this.busy = busy;
    this.tooLarge = tooLarge;
  }

  /** All of it, in bytes. */
  public long total() {
    return (long) units * UNIT;
  }

  /**
   * Claims memory, and waits for it a while.
   *
   * @throws Refused {@code too_large} if there is never so much, {@code too_many_requests} if
   *     others have it
   */
  public Claim claim(long bytes) {
    int wanted = unitsFor(bytes);
    await(wanted);
    return new Claim(wanted);
  }

  private void await(int wanted) {
    try {
      boolean isFree =
          free.getQueueLength() < MAX_WAITING
              ? free.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)
              : free.tryAcquire(wanted);
      if (isFree) return;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw tooMany();
  }

  private int unitsFor(long bytes) {
    long wanted = (bytes + UNIT - 1) / UNIT;
    if (wanted > units)
      throw Refused.because(ProblemCode.TOO_LARGE, tooLarge.formatted(bytes, total()));
    return (int) wanted;
  }

  private Refused tooMany() {
    return Refused.because(ProblemCode.TOO_MANY_REQUESTS, busy);
  }

  /** What a call has claimed. It is used by one thread. */
  public final class Claim implements AutoCloseable {
    private final int first;
    private int held;
    private long used;

    private Claim(int units) {
      first = units;
      held = units;
    }

    /**
     * Claims more, without waiting; the first bytes come out of what was claimed at first.
     *
     * @throws Refused {@code too_many_requests} if others have it, {@code too_large} if there is
     *     never so much
     */
    public void grow(long more) {
      int wanted = growth(more);
      if (wanted > 0 && !free.tryAcquire(wanted)) throw tooMany();
      grown(more, wanted);
    }

    /** As {@link #grow}, and waits a while, because the whole body has been sent already. */
    public void growPatiently(long more) {
      int wanted = growth(more);
      if (wanted > 0) await(wanted);
      grown(more, wanted);
    }

    private int growth(long more) {
      return Math.max(0, unitsFor(used + more) - held);
    }

    private void grown(long more, int units) {
      used += more;
      held += units;
    }

    /** Gives back what was claimed by {@link #grow}. */
    public void shrink(long less) {
      used -= less;
      int wanted = Math.max(first, unitsFor(used));
      if (wanted >= held) return;
      free.release(held - wanted);
      held = wanted;
    }

    @Override
    public void close() {
      free.release(held);
      held = 0;
    }
  }
}
