package dev.roster.storage.webhook;

import dev.roster.storage.gauge.PeriodicGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What webhooks wait for, read at an interval; each server shows the same. */
@Component
class WebhookGauges extends PeriodicGauges<WebhookGauges.State> {
  record State(double active, double disabled, double oldest) {}

  private final JdbcClient jdbc;

  WebhookGauges(JdbcClient jdbc) {
    super("webhook-gauges", OFTEN, new State(Double.NaN, Double.NaN, Double.NaN));
    this.jdbc = jdbc;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("roster.webhooks", () -> last().active())
        .tag("state", "active")
        .description("Webhooks by their state")
        .register(registry);
    Gauge.builder("roster.webhooks", () -> last().disabled())
        .tag("state", "disabled")
        .description("Webhooks by their state")
        .register(registry);
    Gauge.builder("roster.webhooks.oldest.undelivered.timestamp", () -> last().oldest())
        .baseUnit("seconds")
        .description(
            "When the oldest event was recorded that an active webhook was not sent yet; NaN if there is none")
        .register(registry);
  }

  @Override
  protected State read() {
    return jdbc.sql(
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
                    row.getDouble("active"), row.getDouble("disabled"), row.getDouble("oldest")))
        .single();
  }
}
