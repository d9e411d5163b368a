package dev.roster.storage.audit;

import dev.roster.core.job.BackgroundJob;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far the audit log is numbered and signed, read at an interval; each server shows the same.
 */
@Component
class AuditGauges implements MeterBinder, BackgroundJob {
  private record State(double entries, double oldestPending, double signed, double signedAt) {}

  private final JdbcClient jdbc;
  private volatile State state = new State(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  AuditGauges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("roster.audit.entries", () -> state.entries())
        .description("Entries of the audit log that have their number")
        .register(registry);
    Gauge.builder("roster.audit.oldest.pending.timestamp", () -> state.oldestPending())
        .baseUnit("seconds")
        .description("When the oldest entry without a number was recorded; NaN if there is none")
        .register(registry);
    Gauge.builder("roster.audit.checkpoint.entries", () -> state.signed())
        .description("Entries that the newest checkpoint covers")
        .register(registry);
    Gauge.builder("roster.audit.checkpoint.timestamp", () -> state.signedAt())
        .baseUnit("seconds")
        .description("When the newest checkpoint was made; NaN if there is none")
        .register(registry);
  }

  @Override
  public String name() {
    return "audit-gauges";
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
