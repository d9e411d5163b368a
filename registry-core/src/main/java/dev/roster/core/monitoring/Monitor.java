package dev.roster.core.monitoring;

import dev.roster.core.reference.ModelRef;
import java.time.Instant;
import java.util.UUID;

/** A monitor that exists, with where its alarm is. */
public record Monitor(
    UUID id,
    ModelRef model,
    MonitorDefinition definition,
    Alarm alarm,
    Instant createdAt,
    String createdBy) {}
