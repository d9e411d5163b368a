package dev.roster.monitoring.rows;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.monitoring.settings.MonitoringSettings;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The memory that all readers of rows share. A reader claims what it is going to take before it
 * takes it, DuckDB's own memory too. So rows never end the server: there is a limit to what one
 * body takes, and a body that finds no memory is refused and can be sent again.
 */
@Component
public final class RowMemory {
  private static final int UNIT = 64 << 10;
  private static final int MAX_WAITING = 64;

  /** Readers that wait for each other do not wait for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int units;
  private final Semaphore free;
  private final Duration patience;

  @Autowired
  RowMemory(MonitoringSettings settings) {
    this(settings.memory().toBytes(), PATIENCE);
  }

  public RowMemory(long bytes, Duration patience) {
    this.units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    this.free = new Semaphore(units, true);
    this.patience = patience;
  }

  /** All of it, in bytes. */
  long total() {
    return (long) units * UNIT;
  }

  /**
   * Claims memory for a reader, and waits for it a while.
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
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "Reading the rows takes %,d bytes of memory; all rows that are read at a time may take %,d (roster.monitoring.max-memory). Send fewer columns or rows in one call."
              .formatted(bytes, total()));
    return (int) wanted;
  }

  private static Refused tooMany() {
    return Refused.because(
        ProblemCode.TOO_MANY_REQUESTS,
        "The memory for rows is in use by other calls (roster.monitoring.max-memory). Send the rows"
            + " again later.");
  }

  /** What a reader has claimed. It is used by one thread. */
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
