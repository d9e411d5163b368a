package dev.roster.storage.audit;

import dev.roster.storage.gauge.PeriodicGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far the audit log is numbered and signed, read at an interval; each server shows the same.
 */
@Component
class AuditGauges extends PeriodicGauges<AuditGauges.State> {
  record State(double entries, double oldestPending, double signed, double signedAt) {}

  private final JdbcClient jdbc;

  AuditGauges(JdbcClient jdbc) {
    super("audit-gauges", OFTEN, new State(Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    this.jdbc = jdbc;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("roster.audit.entries", () -> last().entries())
        .description("Entries of the audit log that have their number")
        .register(registry);
    Gauge.builder("roster.audit.oldest.pending.timestamp", () -> last().oldestPending())
        .baseUnit("seconds")
        .description("When the oldest entry without a number was recorded; NaN if there is none")
        .register(registry);
    Gauge.builder("roster.audit.checkpoint.entries", () -> last().signed())
        .description("Entries that the newest checkpoint covers")
        .register(registry);
    Gauge.builder("roster.audit.checkpoint.timestamp", () -> last().signedAt())
        .baseUnit("seconds")
        .description("When the newest checkpoint was made; NaN if there is none")
        .register(registry);
  }

  @Override
  protected State read() {
    return jdbc.sql(
            """
            select (select coalesce(max(seq), 0) from audit_entry) as entries,
              coalesce((select extract(epoch from min(at)) from audit_pending), 'NaN')::float8
                as pending,
              coalesce(c.size, 0) as signed,
              coalesce(extract(epoch from c.at), 'NaN')::float8 as signed_at
            from (values (1)) one (row)
            left join (select * from audit_checkpoint order by size desc limit 1) c on true
            """)
        .query(
            (row, n) ->
                new State(
                    row.getDouble("entries"),
                    row.getDouble("pending"),
                    row.getDouble("signed"),
                    row.getDouble("signed_at")))
        .single();
  }
}
