package dev.roster.core.scrub;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Holds a rate of bytes a second. */
final class Throttle {
  private final double nanosPerByte;
  private long nextAt = System.nanoTime();

  Throttle(long bytesPerSecond) {
    nanosPerByte = (double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
  }

  /**
   * Waits until these bytes fit the rate.
   *
   * @throws CancellationException the thread was interrupted, because the server stops
   */
  void took(long bytes) {
    long now = System.nanoTime();
    if (nextAt - now < 0) nextAt = now;
    nextAt += (long) (bytes * nanosPerByte);
    while (nextAt - System.nanoTime() > 0) {
      if (Thread.currentThread().isInterrupted()) throw new CancellationException();
      LockSupport.parkNanos(nextAt - System.nanoTime());
    }
  }
}
