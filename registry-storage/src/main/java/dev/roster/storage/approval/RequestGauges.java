package dev.roster.storage.approval;

import dev.roster.storage.gauge.PeriodicGauges;
import dev.roster.storage.time.InstantColumn;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The requests that wait for people, counted at an interval and the same on each server. */
@Component
class RequestGauges extends PeriodicGauges<Map<String, RequestGauges.Waiting>> {
  record Waiting(double count, double oldest) {}

  private static final String[] KINDS = {"transition", "review"};

  private final JdbcClient jdbc;
  private final Clock clock;

  RequestGauges(JdbcClient jdbc, Clock clock) {
    super("request-gauges", OFTEN, Map.of());
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String kind : KINDS) {
      Gauge.builder("roster.requests.pending", () -> of(kind).count())
          .description("Requests that need further approvals, or a review")
          .tag("kind", kind)
          .register(registry);
      Gauge.builder("roster.requests.oldest.pending.timestamp", () -> of(kind).oldest())
          .baseUnit("seconds")
          .description("When the oldest of them was opened; NaN if there is none")
          .tag("kind", kind)
          .register(registry);
    }
  }

  private Waiting of(String kind) {
    return last().getOrDefault(kind, new Waiting(Double.NaN, Double.NaN));
  }

  @Override
  protected Map<String, Waiting> read() {
    Map<String, Waiting> counted = new HashMap<>();
    Arrays.stream(KINDS).forEach(kind -> counted.put(kind, new Waiting(0, Double.NaN)));
    jdbc.sql(
            """
            select kind, count(*) as count, extract(epoch from min(at)) as oldest
            from (%s) r where shown = 'pending' group by kind
            """
                .formatted(RequestRow.SELECT.formatted("r.closed_at is null")))
        .params(Rights.PARAMS)
        .param("now", InstantColumn.write(clock.instant()))
        .query(
            row -> {
              counted.put(
                  row.getString("kind"),
                  new Waiting(row.getDouble("count"), row.getDouble("oldest")));
            });
    return counted;
  }
}
