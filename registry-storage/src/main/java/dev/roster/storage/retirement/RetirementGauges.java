package dev.roster.storage.retirement;

import dev.roster.storage.gauge.PeriodicGauges;
import dev.roster.storage.time.InstantColumn;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The announced versions that are overdue, counted at an interval and the same on each server. */
@Component
class RetirementGauges extends PeriodicGauges<Double> {
  private final JdbcClient jdbc;
  private final Clock clock;

  RetirementGauges(JdbcClient jdbc, Clock clock) {
    super("retirement-gauges", OFTEN, Double.NaN);
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("roster.retirement.overdue", this::last)
        .description("Announced versions whose sunset has passed and that are not retired")
        .register(registry);
  }

  @Override
  protected Double read() {
    return jdbc.sql(
            """
            select count(*)::float8 from retirement r join version v on v.id = r.version_id
            join model m on m.id = v.model_id
            where r.sunset <= :now and v.stage <> 'retired' and v.deleted_at is null
              and m.deleted_at is null
            """)
        .param("now", InstantColumn.write(clock.instant()))
        .query(Double.class)
        .single();
  }
}
