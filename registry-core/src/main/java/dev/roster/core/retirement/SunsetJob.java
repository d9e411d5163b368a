package dev.roster.core.retirement;

import dev.roster.core.job.BackgroundJob;
import dev.roster.core.reference.VersionRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks for announced versions whose sunset has passed. */
@Component
class SunsetJob implements BackgroundJob {
  private static final Logger LOG = LoggerFactory.getLogger(SunsetJob.class);
  private static final int AT_ONCE = 500;

  private final RetirementStore retirements;
  private final Sunsets sunsets;
  private final Clock clock;

  SunsetJob(RetirementStore retirements, Sunsets sunsets, Clock clock) {
    this.retirements = retirements;
    this.sunsets = sunsets;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "retirement-sunset";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(15);
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    long after = 0;
    List<VersionRef> due;
    do {
      due = retirements.due(now, after, AT_ONCE);
      for (VersionRef version : due) {
        passed(version);
        after = version.id();
      }
    } while (due.size() == AT_ONCE);
  }

  /** One version that fails does not hold up the others. */
  private void passed(VersionRef version) {
    try {
      if (sunsets.isActionable(version)) sunsets.passed(version);
    } catch (RuntimeException failed) {
      LOG.warn("The sunset of {} is not dealt with yet: {}", version, failed.getMessage());
    }
  }
}
