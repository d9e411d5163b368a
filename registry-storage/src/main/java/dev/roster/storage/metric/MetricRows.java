package dev.roster.storage.metric;

import dev.roster.core.metric.Metric;
import dev.roster.core.metric.MetricStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MetricRows implements MetricStore {
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
            insert into metric_latest (version_id, name, value)
            select distinct on (name) :version, name, value from given order by name, place desc
            on conflict (version_id, name) do update set value = excluded.value
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
  public Page<Metric> list(VersionRef version, @Nullable String name, PageRequest page) {
    List<Numbered<Metric>> rows =
        jdbc.sql(
                """
                select * from metric
                where version_id = :version and (:name::text is null or name = :name)
                  and (:after::bigint is null or seq < :after)
                order by seq desc limit :fetch
                """)
            .param("version", version.id())
            .param("name", name)
            .param("after", Numbered.after(page))
            .param("fetch", page.fetch())
            .query(MetricRows::numbered)
            .list();
    return Numbered.page(rows, page);
  }

  private static Numbered<Metric> numbered(ResultSet row, int n) throws SQLException {
    return new Numbered<>(
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
