package dev.roster.core.monitoring;

import java.time.Instant;
import java.util.UUID;

/** When monitors run. Both calls are part of the caller's transaction. */
public interface SlotSchedule {
  void start(UUID monitor, Instant firstSlot);

  void stop(UUID monitor);
}
