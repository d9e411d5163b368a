package dev.roster.core.monitoring.monitor;

import java.time.Instant;
import java.util.UUID;

/** Schedules the slots of monitors. A deleted monitor is detected when its next slot is due. */
public interface SlotSchedule {
  /** Schedules the monitor from that slot on, in the caller's transaction. */
  void start(UUID monitor, Instant firstSlot);
}
