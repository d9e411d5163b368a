package dev.roster.core.monitoring.monitor;

import java.util.List;

/** What the gauges show, the same on each server. */
public interface MonitorReadings {
  /** Of the monitors that are there, oldest first. */
  List<MonitorReading> read(int most);

  /** How many there are. */
  int count();
}
