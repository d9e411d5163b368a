package dev.roster.core.monitoring.monitor;

import java.util.UUID;

/** A monitor was made, deleted or began anew: an event within this server, for its gauges. */
public record MonitorChanged(UUID monitor) {}
