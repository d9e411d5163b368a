package dev.roster.storage.scrub;

import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.scrub.ScrubSettings;
import dev.roster.core.scrub.Walk;
import dev.roster.storage.gauge.PeriodicGauges;
import dev.roster.storage.time.InstantColumn;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the scrub of all servers is, read at an interval. */
@Component
class ScrubGauges extends PeriodicGauges<Map<String, ScrubGauges.Progress>> {
  record Progress(double visited, @Nullable Instant coveredSince) {
    double seconds() {
      return coveredSince == null ? Double.NaN : coveredSince.toEpochMilli() / 1e3;
    }
  }

  private static final Progress UNKNOWN = new Progress(Double.NaN, null);

  private final JdbcClient jdbc;
  private final ScrubSettings settings;

  ScrubGauges(JdbcClient jdbc, ScrubSettings settings, ArtifactSettings artifacts) {
    super("scrub-gauges", artifacts.countEvery(), Map.of());
    this.jdbc = jdbc;
    this.settings = settings;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Walk walk : Walk.values()) {
      Gauge.builder("roster.storage.scrub.progress", () -> of(walk).visited())
          .baseUnit("ratio")
          .description("Share of the stored files that the round under way has visited")
          .tag("walk", walk.wire())
          .register(registry);
      Gauge.builder("roster.storage.scrub.oldest.timestamp", () -> of(walk).seconds())
          .baseUnit("seconds")
          .description("Since when each stored file was visited, or stored")
          .tag("walk", walk.wire())
          .register(registry);
      Gauge.builder("roster.storage.scrub.period", () -> settings.period(walk).toMillis() / 1e3)
          .baseUnit("seconds")
          .description("Within which time each stored file should be visited; 0 if it is not")
          .tag("walk", walk.wire())
          .register(registry);
    }
  }

  private Progress of(Walk walk) {
    return last().getOrDefault(walk.wire(), UNKNOWN);
  }

  @Override
  protected Map<String, Progress> read() {
    Map<String, Progress> read = new HashMap<>();
    jdbc.sql(
            """
            select walk, coalesce(covered_since, begun_at) as covered_since,
              case when ended then 1
                when blobs_total = 0 then 0
                else least(1, blobs_done::float8 / blobs_total) end as visited
            from scrub_round""")
        .query(
            row -> {
              read.put(
                  row.getString("walk"),
                  new Progress(
                      row.getDouble("visited"), InstantColumn.readNullable(row, "covered_since")));
            });
    return read;
  }
}
