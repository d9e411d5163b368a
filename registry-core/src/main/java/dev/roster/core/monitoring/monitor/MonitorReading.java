package dev.roster.core.monitoring.monitor;

import dev.roster.drift.alarm.AlarmState;
import dev.roster.drift.judgement.FeatureScore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a monitor that the gauges show.
 *
 * @param stage empty when it is pinned to a version
 * @param last null if it has not run yet
 */
public record MonitorReading(
    String model,
    String stage,
    String monitor,
    Duration interval,
    double thresholdRatio,
    AlarmState state,
    @Nullable Instant lastSuccess,
    @Nullable Last last) {

  /**
   * Its last check that counts for the alarm.
   *
   * @param worst by the statistic's name
   * @param baseline the digest; null if there was none to compare with
   */
  public record Last(
      @Nullable Integer version,
      @Nullable String baseline,
      long rows,
      double driftRatio,
      long drifted,
      long checked,
      double missingRatioMax,
      Map<String, Double> worst,
      @Nullable FeatureScore prediction) {}
}
