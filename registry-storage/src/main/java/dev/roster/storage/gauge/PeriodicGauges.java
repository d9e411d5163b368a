package dev.roster.storage.gauge;

import dev.roster.core.job.BackgroundJob;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;

/**
 * Gauges of what the database holds. A job reads all of them at an interval, so that Prometheus
 * waits for no query and each server shows the same.
 *
 * @param <S> what is read at once
 */
public abstract class PeriodicGauges<S> implements MeterBinder, BackgroundJob {
  /** The interval of what changes often. */
  protected static final Duration OFTEN = Duration.ofSeconds(15);

  private final String name;
  private final Duration every;
  private volatile S last;

  /**
   * @param name the name of the job
   * @param unknown what the gauges show until they are read for the first time
   */
  protected PeriodicGauges(String name, Duration every, S unknown) {
    this.name = name;
    this.every = every;
    last = unknown;
  }

  /** Reads what the gauges show from now on. */
  protected abstract S read();

  /** What was read last. */
  protected final S last() {
    return last;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Duration every() {
    return every;
  }

  @Override
  public final Duration firstAfter() {
    return Duration.ZERO;
  }

  @Override
  public final void run() {
    last = read();
  }
}
