package dev.roster.monitoring.gauge;

import dev.roster.core.monitoring.monitor.MonitorReading;
import dev.roster.drift.alarm.AlarmState;
import dev.roster.drift.judgement.FeatureScore;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Readings of monitors in Prometheus' form: one quantity a name, ratios from 0 to 1. */
final class ReadingSnapshots {
  /** How many series a monitor can have. */
  static final int SERIES = 24;

  private static final String PREFIX = "roster_monitor_";

  private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
  private final InfoSnapshot.Builder baselines =
      InfoSnapshot.builder()
          .name(PREFIX + "baseline")
          .help("Which version was judged last, and the digest of its baseline");

  private ReadingSnapshots() {
    gauge("dataset_drift_ratio", "Share of features that drifted in the last check");
    gauge("dataset_drift_threshold_ratio", "Share of drifted features from which all has drifted");
    gauge("features_drifted", "Features that drifted in the last check");
    gauge("features_checked", "Features that the last check judged");
    gauge("worst_feature_score", "Greatest score of a feature in the last check");
    gauge("prediction_drift_score", "Score of the prediction in the last check");
    gauge("missing_ratio_max", "Greatest share of missing values of a feature in the last check");
    gauge("window_rows", "Rows in the window of the last check");
    gauge("alert_state", "1 for the state that the alarm is in, 0 for the others");
    gauge("last_success_timestamp_seconds", "When the last check without an error ended");
    gauge("interval_seconds", "Time between two checks by the schedule");
    gauge("series_dropped", "Series of monitors that are not shown, as there are too many");
  }

  static MetricSnapshots of(List<MonitorReading> readings, int dropped) {
    ReadingSnapshots snapshots = new ReadingSnapshots();
    readings.forEach(snapshots::add);
    snapshots.put("series_dropped", Labels.EMPTY, dropped);
    List<MetricSnapshot> built = new ArrayList<>();
    snapshots.gauges.values().forEach(gauge -> built.add(gauge.build()));
    built.add(snapshots.baselines.build());
    return new MetricSnapshots(built);
  }

  private void gauge(String name, String help) {
    gauges.put(name, GaugeSnapshot.builder().name(PREFIX + name).help(help));
  }

  private void put(String name, Labels labels, double value) {
    gauges
        .get(name)
        .dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
  }

  private void add(MonitorReading reading) {
    Labels labels =
        Labels.of("model", reading.model(), "monitor", reading.monitor(), "stage", reading.stage());
    put("interval_seconds", labels, reading.interval().toSeconds());
    put("dataset_drift_threshold_ratio", labels, reading.thresholdRatio());
    for (AlarmState state : AlarmState.values())
      put("alert_state", labels.add("state", state.wire()), state == reading.state() ? 1 : 0);
    if (reading.lastSuccess() != null)
      put("last_success_timestamp_seconds", labels, reading.lastSuccess().toEpochMilli() / 1e3);
    if (reading.last() != null) add(labels, reading.last());
  }

  private void add(Labels labels, MonitorReading.Last last) {
    put("window_rows", labels, last.rows());
    put("features_drifted", labels, last.drifted());
    put("features_checked", labels, last.checked());
    put("dataset_drift_ratio", labels, last.driftRatio());
    put("missing_ratio_max", labels, last.missingRatioMax());
    last.worst()
        .forEach(
            (statistic, score) ->
                put("worst_feature_score", labels.add("statistic", statistic), score));
    FeatureScore prediction = last.prediction();
    if (prediction != null && prediction.score() != null)
      put(
          "prediction_drift_score",
          labels.add("statistic", prediction.statistic().wire()),
          prediction.score());
    if (last.version() != null && last.baseline() != null)
      baselines.dataPoint(
          InfoDataPointSnapshot.builder()
              .labels(
                  labels
                      .add("version", String.valueOf(last.version()))
                      .add("baseline", last.baseline()))
              .build());
  }
}
