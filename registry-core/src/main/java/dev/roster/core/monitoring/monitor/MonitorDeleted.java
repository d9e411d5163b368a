package dev.roster.core.monitoring.monitor;

import dev.roster.core.audit.Actor;
import java.time.Instant;

/** A monitor was deleted: an event within the transaction that deletes it. */
public record MonitorDeleted(Monitor monitor, Instant at, Actor by) {}
