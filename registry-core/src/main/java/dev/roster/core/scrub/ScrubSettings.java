package dev.roster.core.scrub;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the servers find bytes that the store lost or altered.
 *
 * @param period The time within which each stored file is read and hashed again; 0 turns this off.
 * @param presencePeriod The time within which the store is asked for the size of each stored file;
 *     0 turns this off.
 * @param maxRate How many bytes the scrub reads in a second, on all servers together. It should be
 *     well above the stored bytes divided by the period.
 */
@ConfigurationProperties("roster.scrub")
public record ScrubSettings(
    @DefaultValue("30d") Duration period,
    @DefaultValue("1d") Duration presencePeriod,
    @DefaultValue("32MB") DataSize maxRate) {
  private static final int RUNS_PER_PERIOD = 20;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  public ScrubSettings {
    if (period.isNegative() || presencePeriod.isNegative())
      throw new IllegalArgumentException("A period of roster.scrub must not be negative.");
    if (maxRate.toBytes() < 1)
      throw new IllegalArgumentException("roster.scrub.max-rate must be at least 1 byte.");
  }

  /** How often a server looks for blobs that are due. */
  Duration every(Walk walk) {
    Duration share = period(walk).dividedBy(RUNS_PER_PERIOD);
    return share.isZero() || share.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : share;
  }

  /** The period of the walk. */
  public Duration period(Walk walk) {
    return switch (walk) {
      case PRESENCE -> presencePeriod;
      case CONTENT -> period;
    };
  }
}
