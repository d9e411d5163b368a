package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GaugeTest extends MonitoredServer {
  @Test
  void prometheusShowsTheLastCheckThatCounts() {
    String model = model("gau");
    String version = served(model);
    feed(version, day(50), 1440, 1);
    String monitor = monitor(model, ",\"enter\":{\"of\":1,\"atLeast\":1}");
    check(monitor, day(50), day(51));
    assertThat(lines(model)).noneMatch(line -> line.startsWith("roster_monitor_window_rows"));
    replay(monitor, day(50), 1);

    List<String> lines = lines(model);
    String labels = "{model=\"" + model + "\",monitor=\"drift\",stage=\"production\"";
    assertThat(lines)
        .contains(
            "roster_monitor_dataset_drift_ratio" + labels + "} 0.5",
            "roster_monitor_dataset_drift_threshold_ratio" + labels + "} 0.3",
            "roster_monitor_features_drifted" + labels + "} 1.0",
            "roster_monitor_features_checked" + labels + "} 2.0",
            "roster_monitor_window_rows" + labels + "} 1440.0",
            "roster_monitor_missing_ratio_max" + labels + "} 0.0",
            "roster_monitor_interval_seconds" + labels + "} 86400.0")
        .anyMatch(line -> line.startsWith("roster_monitor_last_success_timestamp_seconds" + labels))
        .anyMatch(line -> line.startsWith("roster_monitor_baseline_info{baseline=\"sha256:"))
        .anyMatch(
            line ->
                line.startsWith("roster_monitor_worst_feature_score" + labels)
                    && line.contains("statistic=\"psi\""))
        .anyMatch(
            line ->
                line.startsWith("roster_monitor_alert_state" + labels)
                    && line.contains("state=\"firing\"")
                    && line.endsWith(" 1.0"));
    assertThat(scrape())
        .contains(
            "roster_monitor_checks_total{outcome=\"drift\"}",
            "roster_monitor_check_duration_seconds_count",
            "roster_monitor_schedule_lag_seconds",
            "roster_monitor_series_dropped 0.0");
  }

  @Test
  void aModelThatIsGoneLeavesTheGauges() {
    String model = model("gau");
    feed(served(model), day(50), 1440, 0);
    String monitor = monitor(model, "");
    replay(monitor, day(50), 1);
    assertThat(lines(model)).isNotEmpty();
    assertThat(send("DELETE", "/api/v1/monitors/" + monitor, ADMIN).status()).isEqualTo(204);
    assertThat(lines(model)).isEmpty();
  }

  private List<String> lines(String model) {
    return scrape().lines().filter(line -> line.contains("\"" + model + "\"")).toList();
  }

  private String scrape() {
    return get("/actuator/prometheus").text();
  }
}
