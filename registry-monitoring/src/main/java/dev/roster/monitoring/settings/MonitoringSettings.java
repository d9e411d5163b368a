package dev.roster.monitoring.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Drift monitoring.
 *
 * @param maxBody bytes of one body of rows, at most
 * @param threads how many scheduled checks this server runs at once
 * @param maxSeries series of monitors that Prometheus is shown, at most
 */
@ConfigurationProperties("roster.monitoring")
public record MonitoringSettings(
    @DefaultValue("1GB") DataSize maxBody,
    @DefaultValue("4") int threads,
    @DefaultValue("20000") int maxSeries) {}
