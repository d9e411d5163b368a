package dev.roster.storage.webhook;

import dev.roster.core.job.BackgroundJob;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What webhooks wait for, read at an interval; each server shows the same. */
@Component
class WebhookGauges implements MeterBinder, BackgroundJob {
  private record State(double active, double disabled, double oldest) {}

  private final JdbcClient jdbc;
  private volatile State state = new State(Double.NaN, Double.NaN, Double.NaN);

  WebhookGauges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("roster.webhooks", () -> state.active())
        .tag("state", "active")
        .description("Webhooks by their state")
        .register(registry);
    Gauge.builder("roster.webhooks", () -> state.disabled())
        .tag("state", "disabled")
        .description("Webhooks by their state")
        .register(registry);
    Gauge.builder("roster.webhooks.oldest.undelivered.timestamp", () -> state.oldest())
        .baseUnit("seconds")
        .description(
            "When the oldest event was recorded that an active webhook was not sent yet; NaN if there is none")
        .register(registry);
  }

  @Override
  public String name() {
    return "webhook-gauges";
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
    state =
        jdbc.sql(
                """
                select count(*) filter (where state = 'active') as active,
                  count(*) filter (where state = 'disabled') as disabled,
                  coalesce((
                    select extract(epoch from e.at) from audit_entry e where e.seq = (
                      select min(l.seq) from webhook_lane l join webhook w on w.id = l.webhook_id
                      where w.state = 'active' and l.lane >= 0)), 'NaN')::float8 as oldest
                from webhook""")
            .query(
                (row, n) ->
                    new State(
                        row.getDouble("active"),
                        row.getDouble("disabled"),
                        row.getDouble("oldest")))
            .single();
  }
}
