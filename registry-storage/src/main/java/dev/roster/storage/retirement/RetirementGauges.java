package dev.roster.storage.retirement;

import dev.roster.core.job.BackgroundJob;
import dev.roster.storage.time.InstantColumn;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The announced versions that are overdue, counted at an interval and the same on each server. */
@Component
class RetirementGauges implements MeterBinder, BackgroundJob {
  private final JdbcClient jdbc;
  private final Clock clock;
  private volatile double overdue = Double.NaN;

  RetirementGauges(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("roster.retirement.overdue", () -> overdue)
        .description("Announced versions whose sunset has passed and that are not retired")
        .register(registry);
  }

  @Override
  public String name() {
    return "retirement-gauges";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(15);
  }

  @Override
  public Duration firstAfter() {
    return Duration.ZERO;
  }

  @Override
  public void run() {
    overdue =
        jdbc.sql(
                """
                select count(*) from retirement r join version v on v.id = r.version_id
                join model m on m.id = v.model_id
                where r.sunset <= :now and v.stage <> 'retired' and v.deleted_at is null
                  and m.deleted_at is null
                """)
            .param("now", InstantColumn.write(clock.instant()))
            .query(Long.class)
            .single();
  }
}
