package dev.roster.monitoring.gauge;

import dev.roster.core.monitoring.check.CheckDone;
import dev.roster.core.monitoring.monitor.MonitorChanged;
import dev.roster.core.monitoring.monitor.MonitorReading;
import dev.roster.core.monitoring.monitor.MonitorReadings;
import dev.roster.monitoring.settings.MonitoringSettings;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The last results of all monitors, read from the database when Prometheus asks, so that each
 * server shows them. They are read again after a few seconds, and at once after a check of this
 * server.
 */
@Component
class MonitorGauges implements MultiCollector, SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(MonitorGauges.class);
  private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();

  private final MonitorReadings readings;
  private final ObjectProvider<PrometheusRegistry> registry;
  private final int maxMonitors;

  private volatile MetricSnapshots shown;
  private long readAt;
  private volatile boolean stale = true;

  MonitorGauges(
      MonitorReadings readings,
      ObjectProvider<PrometheusRegistry> registry,
      MonitoringSettings settings) {
    this.readings = readings;
    this.registry = registry;
    this.maxMonitors = Math.max(1, settings.maxSeries() / ReadingSnapshots.SERIES);
    this.shown = ReadingSnapshots.of(List.of(), 0);
  }

  @Override
  public void afterSingletonsInstantiated() {
    registry.ifAvailable(prometheus -> prometheus.register(this));
  }

  @EventListener
  void checked(CheckDone done) {
    if (done.check().cause().countsForAlarm()) stale = true;
  }

  @TransactionalEventListener
  void changed(MonitorChanged change) {
    stale = true;
  }

  @Override
  public synchronized MetricSnapshots collect() {
    if (!stale && System.nanoTime() - readAt < FRESH_NANOS) return shown;
    stale = false;
    try {
      List<MonitorReading> read = readings.read(maxMonitors);
      int left = read.size() < maxMonitors ? 0 : readings.count() - maxMonitors;
      shown = ReadingSnapshots.of(read, Math.max(0, left) * ReadingSnapshots.SERIES);
      readAt = System.nanoTime();
    } catch (DataAccessException | TransactionException away) { // the scrape gets the last values
      stale = true;
      LOG.warn("The gauges of monitors could not be read: {}", away.getMessage());
    }
    return shown;
  }
}
