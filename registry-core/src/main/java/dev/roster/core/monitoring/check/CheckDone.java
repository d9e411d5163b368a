package dev.roster.core.monitoring.check;

import java.time.Duration;

/** A check was recorded: an event within this server, for its meters. */
public record CheckDone(DriftCheck check, Duration took) {}
