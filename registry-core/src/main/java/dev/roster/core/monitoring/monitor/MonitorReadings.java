package dev.roster.core.monitoring.monitor;

import java.util.List;

/** Reads the values that the gauges show. They are the same on each server. */
public interface MonitorReadings {
  /** Reads at most {@code most} monitors, oldest first. */
  List<MonitorReading> read(int most);

  /** How many monitors there are. */
  int count();
}
