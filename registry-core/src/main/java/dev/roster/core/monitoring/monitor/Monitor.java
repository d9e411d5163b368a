package dev.roster.core.monitoring.monitor;

import dev.roster.core.reference.ModelRef;
import dev.roster.drift.alarm.Alarm;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A monitor with the state of its alarm.
 *
 * @param judgedVersion the version that the alarm is about; null if none yet
 * @param lastSlot the newest slot that has a result; null if none yet
 */
public record Monitor(
    UUID id,
    ModelRef model,
    MonitorDefinition definition,
    Alarm alarm,
    @Nullable Integer judgedVersion,
    @Nullable Instant lastSlot,
    Instant createdAt,
    String createdBy) {}
