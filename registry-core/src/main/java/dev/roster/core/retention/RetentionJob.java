package dev.roster.core.retention;

import dev.roster.core.audit.Actor;
import dev.roster.core.job.BackgroundJob;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs retention once a day, on one of all servers. */
@Component
class RetentionJob implements BackgroundJob {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
  private static final Duration DAY = Duration.ofDays(1);

  private final Retention retention;
  private final RetentionStore store;
  private final Clock clock;

  RetentionJob(Retention retention, RetentionStore store, Clock clock) {
    this.retention = retention;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "retention";
  }

  /** How often it looks whether a day is over. */
  @Override
  public Duration every() {
    return Duration.ofMinutes(10);
  }

  @Override
  public void run() {
    if (!store.begin(clock.instant(), DAY)) return;
    int reclaimed = 0;
    Retention.Run run;
    do {
      run = retention.run(Retention.MAX, Actor.SYSTEM);
      reclaimed += run.items().size();
    } while (run.more() && !run.items().isEmpty());
    if (reclaimed > 0) LOG.info("Retention reclaimed the bytes of {} versions", reclaimed);
  }
}
