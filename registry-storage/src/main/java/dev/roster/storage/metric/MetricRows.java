package dev.roster.storage.metric;

import dev.roster.core.metric.Metric;
import dev.roster.core.metric.MetricStore;
import dev.roster.core.metric.Series;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MetricRows implements MetricStore {
  /** Where what has no step is in the order of steps, as the index has it. */
  private static final long NO_STEP = Long.MAX_VALUE;

  private static final String STEP = "coalesce(step, %d)".formatted(NO_STEP);

  private final JdbcClient jdbc;

  MetricRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void record(VersionRef version, List<Metric> metrics, Instant now) {
    jdbc.sql(
            """
            with given as (
              select * from unnest(:names, :values, :steps, :times::timestamptz[], :datasets, :slices)
                with ordinality as g (name, value, step, at, dataset, slice, place)),
            kept as (
              insert into metric (version_id, name, value, step, at, dataset, slice, recorded_at)
              select :version, name, value, step, at, dataset, slice, :now from given order by place)
            insert into metric_latest (version_id, name, value, not_finite)
            select distinct on (name) :version, name, metric_finite(value), metric_not_finite(value)
              from given order by name, place desc
            on conflict (version_id, name) do update
              set value = excluded.value, not_finite = excluded.not_finite
            """)
        .param("version", version.id())
        .param("now", InstantColumn.write(now))
        .param("names", metrics.stream().map(Metric::name).toArray(String[]::new))
        .param("values", metrics.stream().map(Metric::value).toArray(Double[]::new))
        .param("steps", metrics.stream().map(Metric::step).toArray(Long[]::new))
        .param(
            "times",
            metrics.stream()
                .map(m -> (m.at() == null ? now : m.at()).toString())
                .toArray(String[]::new))
        .param("datasets", metrics.stream().map(Metric::dataset).toArray(String[]::new))
        .param("slices", metrics.stream().map(Metric::slice).toArray(String[]::new))
        .update();
  }

  @Override
  public Page<Metric> list(VersionRef version, Series series, PageRequest page) {
    Position after = page.after();
    List<String> wanted = new ArrayList<>(List.of("version_id = :version"));
    if (series.name() != null) wanted.add("name = :name");
    if (series.dataset() != null) wanted.add("coalesce(dataset, '') = :dataset");
    if (series.fromStep() != null) wanted.add("step >= :from and " + STEP + " >= :from");
    if (series.toStep() != null) wanted.add("step <= :to and " + STEP + " <= :to");
    if (after != null)
      wanted.add(
          series.byStep()
              ? "(name, " + STEP + ", seq) > (:afterName, :afterStep, :after)"
              : "seq < :after");
    String order = series.byStep() ? "name, " + STEP + ", seq" : "seq desc";
    List<Row> rows =
        jdbc.sql(
                "select * from metric where %s order by %s limit :fetch"
                    .formatted(String.join(" and ", wanted), order))
            .param("version", version.id())
            .param("name", series.name())
            .param("dataset", series.dataset())
            .param("from", series.fromStep())
            .param("to", series.toStep())
            .param("afterName", after == null || !series.byStep() ? null : after.text(0))
            .param("afterStep", after == null || !series.byStep() ? null : after.number(1))
            .param("after", after == null ? null : after.number(series.byStep() ? 2 : 0))
            .param("fetch", page.fetch())
            .query(MetricRows::row)
            .list();
    return Page.of(rows, page.limit(), row -> row.position(series.byStep())).map(Row::metric);
  }

  private record Row(long seq, Metric metric) {
    Position position(boolean byStep) {
      Long step = metric.step();
      return byStep
          ? Position.of(metric.name(), step == null ? NO_STEP : step, seq)
          : Position.of(seq);
    }
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    return new Row(
        row.getLong("seq"),
        new Metric(
            row.getString("name"),
            row.getDouble("value"),
            row.getObject("step", Long.class),
            InstantColumn.read(row, "at"),
            row.getString("dataset"),
            row.getString("slice")));
  }
}
