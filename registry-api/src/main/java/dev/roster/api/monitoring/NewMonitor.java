package dev.roster.api.monitoring;

import dev.roster.core.monitoring.monitor.MonitorDraft;
import org.jspecify.annotations.Nullable;

/** The body of a request that creates a monitor. Fields that are left out have a default. */
record NewMonitor(
    @Nullable String name,
    @Nullable String kind,
    @Nullable String stage,
    @Nullable Integer version,
    @Nullable String window,
    @Nullable String maximumWindow,
    @Nullable String every,
    @Nullable String cron,
    @Nullable Long minimumRows,
    @Nullable Statistics statistics,
    @Nullable Thresholds thresholds,
    @Nullable Double datasetShare,
    @Nullable Enter enter,
    @Nullable Integer leave) {

  /** The statistic for each kind of feature. */
  record Statistics(@Nullable String numeric, @Nullable String categorical) {}

  /** The thresholds at which a feature counts as drifted. */
  record Thresholds(
      @Nullable Double warn,
      @Nullable Double alarm,
      @Nullable Double missing,
      @Nullable Double unseen) {}

  /** How many of how many windows raise an alarm. */
  record Enter(@Nullable Integer of, @Nullable Integer atLeast) {}

  MonitorDraft draft() {
    return new MonitorDraft(
        name,
        kind,
        stage,
        version,
        window,
        maximumWindow,
        every,
        cron,
        minimumRows,
        statistics == null ? null : statistics.numeric(),
        statistics == null ? null : statistics.categorical(),
        thresholds == null ? null : thresholds.warn(),
        thresholds == null ? null : thresholds.alarm(),
        thresholds == null ? null : thresholds.missing(),
        thresholds == null ? null : thresholds.unseen(),
        datasetShare,
        enter == null ? null : enter.of(),
        enter == null ? null : enter.atLeast(),
        leave);
  }
}
