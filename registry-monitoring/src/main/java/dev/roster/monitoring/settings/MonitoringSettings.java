package dev.roster.monitoring.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of drift monitoring.
 *
 * @param maxBody The largest size of one request body of rows.
 * @param maxSpill The largest temporary file for the counts of one batch whose rows spread over
 *     many hours.
 * @param maxMemory The memory that all rows which are read at a time may take, that of DuckDB
 *     included; half of the largest heap if it is not set. A call that finds none is answered with
 *     429.
 * @param threads How many scheduled checks this server runs at the same time.
 * @param maxSeries The largest number of time series of monitors that the server exports to
 *     Prometheus.
 */
@ConfigurationProperties("roster.monitoring")
public record MonitoringSettings(
    @DefaultValue("1GB") DataSize maxBody,
    @DefaultValue("4GB") DataSize maxSpill,
    @Nullable DataSize maxMemory,
    @DefaultValue("4") int threads,
    @DefaultValue("20000") int maxSeries) {
  /** The memory for rows. */
  public DataSize memory() {
    return maxMemory == null ? DataSize.ofBytes(Runtime.getRuntime().maxMemory() / 2) : maxMemory;
  }
}
