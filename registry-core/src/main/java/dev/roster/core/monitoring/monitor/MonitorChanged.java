package dev.roster.core.monitoring.monitor;

import java.util.UUID;

/** A monitor was created, deleted or reset: an event within this server, for its gauges. */
public record MonitorChanged(UUID monitor) {}
