package dev.roster.api.monitoring;

import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.monitoring.monitor.MonitorDefinition;
import dev.roster.core.monitoring.monitor.Schedule;
import dev.roster.drift.alarm.Alarm;
import dev.roster.drift.alarm.AlarmState;
import dev.roster.drift.judgement.DriftRules;
import dev.roster.drift.statistic.Statistic;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body that describes a monitor, with every default filled in.
 *
 * @param stage the watched stage; null if the monitor watches one version
 * @param detail why the monitor cannot judge its windows; null if it can, and in lists
 * @param every the interval between checks; null if the monitor runs by {@code cron}
 */
public record MonitorBody(
    UUID id,
    String name,
    String kind,
    String model,
    @Nullable String stage,
    @Nullable Integer version,
    String window,
    String maximumWindow,
    @Nullable String every,
    @Nullable String cron,
    long minimumRows,
    Statistics statistics,
    Thresholds thresholds,
    double datasetShare,
    Enter enter,
    int leave,
    AlarmState state,
    @Nullable String detail,
    Instant createdAt,
    String createdBy) {

  /** The statistic for each kind of feature. */
  record Statistics(Statistic numeric, Statistic categorical) {}

  /** The thresholds at which a feature counts as drifted. */
  @Schema(name = "MonitorDefinitionThresholds")
  record Thresholds(double warn, double alarm, double missing, double unseen) {
    static Thresholds of(DriftRules.Thresholds thresholds) {
      return new Thresholds(
          thresholds.warn(), thresholds.alarm(), thresholds.missing(), thresholds.unseen());
    }
  }

  /** How many of how many windows raise an alarm. */
  @Schema(name = "MonitorDefinitionEnter")
  record Enter(int of, int atLeast) {
    static Enter of(Alarm.Enter enter) {
      return new Enter(enter.of(), enter.atLeast());
    }
  }

  public static MonitorBody of(Monitor monitor, @Nullable String detail) {
    MonitorDefinition definition = monitor.definition();
    return new MonitorBody(
        monitor.id(),
        definition.name(),
        "drift",
        monitor.model().name().text(),
        definition.target().stage() == null ? null : definition.target().label(),
        definition.target().version(),
        Schedule.text(definition.window()),
        Schedule.text(definition.maximumWindow()),
        definition.schedule() instanceof Schedule.Every every ? Schedule.text(every.every()) : null,
        definition.schedule() instanceof Schedule.Cron cron ? cron.text() : null,
        definition.rules().minimumRows(),
        new Statistics(definition.rules().numeric(), definition.rules().categorical()),
        Thresholds.of(definition.rules().thresholds()),
        definition.rules().datasetShare(),
        Enter.of(definition.enter()),
        definition.leave(),
        monitor.alarm().state(),
        detail,
        monitor.createdAt(),
        monitor.createdBy());
  }
}
