package dev.roster.storage.monitoring;

import dev.roster.core.monitoring.monitor.MonitorDefinition;
import dev.roster.core.monitoring.monitor.Schedule;
import dev.roster.core.reference.Stage;
import dev.roster.drift.alarm.Alarm;
import dev.roster.drift.judgement.DriftRules;
import dev.roster.drift.statistic.Statistic;
import dev.roster.storage.json.JsonColumn;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The definition of a monitor as its column stores it. */
record DefinitionJson(
    String window,
    String maximumWindow,
    @Nullable String every,
    @Nullable String cron,
    long minimumRows,
    String numeric,
    String categorical,
    DriftRules.Thresholds thresholds,
    double datasetShare,
    Alarm.Enter enter,
    int leave) {

  static @Nullable String write(MonitorDefinition definition) {
    return JsonColumn.write(
        new DefinitionJson(
            definition.window().toString(),
            definition.maximumWindow().toString(),
            definition.schedule() instanceof Schedule.Every every ? every.every().toString() : null,
            definition.schedule() instanceof Schedule.Cron cron ? cron.text() : null,
            definition.rules().minimumRows(),
            definition.rules().numeric().wire(),
            definition.rules().categorical().wire(),
            definition.rules().thresholds(),
            definition.rules().datasetShare(),
            definition.enter(),
            definition.leave()));
  }

  static MonitorDefinition read(
      String name, @Nullable String stage, @Nullable Integer version, String json) {
    DefinitionJson row = Objects.requireNonNull(JsonColumn.read(json, DefinitionJson.class));
    return new MonitorDefinition(
        name,
        new MonitorDefinition.Target(
            stage == null ? null : Stage.ofWire(stage).orElseThrow(), version),
        Duration.parse(row.window),
        Duration.parse(row.maximumWindow),
        row.cron != null
            ? Schedule.cron(row.cron)
            : new Schedule.Every(Duration.parse(Objects.requireNonNull(row.every))),
        new DriftRules(
            row.minimumRows,
            statistic(row.numeric),
            statistic(row.categorical),
            row.thresholds,
            row.datasetShare),
        row.enter,
        row.leave);
  }

  private static Statistic statistic(String wire) {
    return Statistic.valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
