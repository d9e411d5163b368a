package dev.roster.core.monitoring.observation;

import dev.roster.drift.profile.ProfileBytes;
import java.time.Instant;
import java.util.Iterator;

/**
 * The profile of each UTC hour of a batch that has rows, in the order of time. They need not fit
 * into memory; what holds them is freed by {@link #close}. They can be read several times.
 */
public interface HourlyCounts extends Iterable<HourlyCounts.Hour>, AutoCloseable {
  @Override
  Iterator<Hour> iterator();

  @Override
  void close();

  /**
   * One hour.
   *
   * @param counts its profile, as {@link ProfileBytes}
   */
  record Hour(Instant begin, byte[] counts) {}
}
