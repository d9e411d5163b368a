package dev.roster.storage.monitoring;

import dev.roster.core.monitoring.observation.BatchReport;
import dev.roster.core.monitoring.observation.HourlyCounts;
import dev.roster.core.monitoring.observation.ObservationStore;
import dev.roster.core.monitoring.observation.Volume;
import dev.roster.core.monitoring.observation.Window;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.profile.ProfileBytes;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class ObservationRows implements ObservationStore {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MAX_PROFILES_OF_VOLUME = 10_000;
  private static final int MAX_CHUNK = 1_000;
  private static final long MAX_CHUNK_BYTES = 4L << 20;

  private final JdbcClient jdbc;

  ObservationRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Batch> find(VersionRef version, String source, String batch) {
    return jdbc.sql(
            """
            select sha256, report from observation_batch
            where version_id = :version and source = :source and batch = :batch
            """)
        .param("version", version.id())
        .param("source", source)
        .param("batch", batch)
        .query((row, n) -> new Batch(row.getString("sha256"), report(row.getString("report"))))
        .optional();
  }

  @Override
  public boolean insert(
      VersionRef version, Batch batch, HourlyCounts hours, String by, Instant at) {
    Optional<Long> id =
        jdbc.sql(
                """
                insert into observation_batch
                  (version_id, source, batch, sha256, report, created_at, created_by)
                values (:version, :source, :batch, :sha256, :report, :at, :by)
                on conflict (version_id, source, batch) do nothing
                returning id
                """)
            .param("version", version.id())
            .param("source", batch.report().source())
            .param("batch", batch.report().batch())
            .param("sha256", batch.sha256())
            .param("report", JsonColumn.write(batch.report()))
            .param("at", InstantColumn.write(at))
            .param("by", by)
            .query(Long.class)
            .optional();
    if (id.isEmpty()) return false;
    List<HourlyCounts.Hour> chunk = new ArrayList<>();
    long bytes = 0;
    for (HourlyCounts.Hour hour : hours) {
      chunk.add(hour);
      bytes += hour.counts().length;
      if (bytes < MAX_CHUNK_BYTES && chunk.size() < MAX_CHUNK) continue;
      insert(version, id.get(), chunk);
      chunk.clear();
      bytes = 0;
    }
    if (!chunk.isEmpty()) insert(version, id.get(), chunk);
    return true;
  }

  private void insert(VersionRef version, long batch, List<HourlyCounts.Hour> hours) {
    jdbc.sql(
            """
            insert into observation_profile (version_id, hour, batch_id, counts)
            select :version, to_timestamp(hour), :batch, counts
            from unnest(:hours, :counts) as h (hour, counts)
            """)
        .param("version", version.id())
        .param("batch", batch)
        .param(
            "hours", hours.stream().map(hour -> hour.begin().getEpochSecond()).toArray(Long[]::new))
        .param("counts", hours.stream().map(HourlyCounts.Hour::counts).toArray(byte[][]::new))
        .update();
  }

  /** A batch without rows has no hours; it keeps the hour in which it was recorded. */
  @Override
  public Optional<BatchReport> withdraw(
      VersionRef version, String source, String batch, String by, Instant at) {
    Optional<Numbered<BatchReport>> found =
        jdbc.sql(
                """
                select id, report from observation_batch
                where version_id = :version and source = :source and batch = :batch for update
                """)
            .param("version", version.id())
            .param("source", source)
            .param("batch", batch)
            .query((row, n) -> new Numbered<>(row.getLong("id"), report(row.getString("report"))))
            .optional();
    if (found.isEmpty()) return Optional.empty();
    BatchReport report = found.get().item();
    jdbc.sql(
            """
            with hours as (
              delete from observation_profile where batch_id = :id returning hour)
            insert into observation_withdrawal (version_id, source, batch, rows, hours_from,
              hours_to, recorded_at, withdrawn_at, withdrawn_by)
            select version_id, source, batch, :rows,
              coalesce((select min(hour) from hours), date_trunc('hour', created_at)),
              coalesce((select max(hour) from hours), date_trunc('hour', created_at))
                + interval '1 hour',
              created_at, :at, :by
            from observation_batch where id = :id
            """)
        .param("id", found.get().seq())
        .param("rows", report.rows())
        .param("at", InstantColumn.write(at))
        .param("by", by)
        .update();
    jdbc.sql("delete from observation_batch where id = :id")
        .param("id", found.get().seq())
        .update();
    return Optional.of(report);
  }

  /** In a transaction, without which the driver holds all rows in memory at once. */
  @Override
  @Transactional(readOnly = true)
  public void addTo(ProfileSum sum, VersionRef version, Window window) {
    jdbc.sql(
            """
            select counts from observation_profile
            where version_id = :version and hour >= :from and hour < :to
            """)
        .param("version", version.id())
        .param("from", InstantColumn.write(window.from()))
        .param("to", InstantColumn.write(window.to()))
        .withFetchSize(500)
        .query((RowCallbackHandler) row -> ProfileBytes.addTo(sum, row.getBytes("counts")));
  }

  @Override
  public Optional<Volume> recentVolume(VersionRef version, Duration most) {
    List<Volume> hours =
        jdbc.sql(
                """
                select hour, substring(counts from 1 for :head) as head from observation_profile
                where version_id = :version and hour > (
                  select max(hour) from observation_profile where version_id = :version
                ) - :most * interval '1 second'
                order by hour desc limit :limit
                """)
            .param("head", ProfileBytes.HEAD)
            .param("version", version.id())
            .param("most", most.toSeconds())
            .param("limit", MAX_PROFILES_OF_VOLUME)
            .query(
                (row, n) -> {
                  Instant hour = InstantColumn.read(row, "hour");
                  return new Volume(ProfileBytes.rows(row.getBytes("head")), hour, hour.plus(HOUR));
                })
            .list();
    if (hours.isEmpty()) return Optional.empty();
    return Optional.of(
        new Volume(
            hours.stream().mapToLong(Volume::rows).sum(),
            hours.get(hours.size() - 1).from(),
            hours.get(0).to()));
  }

  @Override
  public Page<BatchReport> list(VersionRef version, PageRequest page) {
    List<Numbered<BatchReport>> rows =
        jdbc.sql(
                """
                select id, report from observation_batch
                where version_id = :version and (:after::bigint is null or id < :after)
                order by id desc limit :fetch
                """)
            .param("version", version.id())
            .param("after", Numbered.after(page))
            .param("fetch", page.fetch())
            .query((row, n) -> new Numbered<>(row.getLong("id"), report(row.getString("report"))))
            .list();
    return Numbered.page(rows, page);
  }

  private static BatchReport report(String json) {
    return Objects.requireNonNull(JsonColumn.read(json, BatchReport.class));
  }
}
