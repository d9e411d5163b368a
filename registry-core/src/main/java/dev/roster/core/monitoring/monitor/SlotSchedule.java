package dev.roster.core.monitoring.monitor;

import java.time.Instant;
import java.util.UUID;

/** When monitors run. One that is gone is found out when its next slot comes. */
public interface SlotSchedule {
  /** Has the monitor run from that slot on. Part of the caller's transaction. */
  void start(UUID monitor, Instant firstSlot);
}
