package dev.roster.storage.monitoring;

import dev.roster.core.monitoring.incident.Incident;
import dev.roster.core.monitoring.incident.IncidentStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.drift.judgement.DriftedBy;
import dev.roster.drift.judgement.Worst;
import dev.roster.storage.access.Visible;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class IncidentRows implements IncidentStore {
  private static final String SELECT =
      """
      select i.*, o.name as monitor_name, m.id as model_id, m.name as model_name from incident i
      join monitor o on o.id = i.monitor_id join model m on m.id = o.model_id
      where m.deleted_at is null
      """;

  private final JdbcClient jdbc;

  IncidentRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void open(
      UUID id,
      Incident.Kind kind,
      UUID monitor,
      @Nullable Integer version,
      Instant at,
      @Nullable Worst worst) {
    jdbc.sql(
            """
            insert into incident (id, monitor_id, kind, version, opened_at, worst_feature,
              worst_by, worst_score, worst_threshold)
            values (:id, :monitor, :kind, :version, :at, :feature, :by, :score, :threshold)
            """)
        .param("id", id)
        .param("monitor", monitor)
        .param("kind", kind.wire())
        .param("version", version)
        .param("at", InstantColumn.write(at))
        .param("feature", worst == null ? null : worst.feature())
        .param("by", worst == null ? null : worst.by().name().toLowerCase(Locale.ROOT))
        .param("score", worst == null ? null : worst.score())
        .param("threshold", worst == null ? null : worst.threshold())
        .update();
  }

  @Override
  public List<UUID> close(UUID monitor, Incident.@Nullable Kind kind, Instant at, String because) {
    return jdbc.sql(
            """
            update incident set closed_at = :at, closed_because = :because,
              revision = revision + 1
            where monitor_id = :monitor and closed_at is null
              and (:kind::text is null or kind = :kind)
            returning id
            """)
        .param("at", InstantColumn.write(at))
        .param("because", because)
        .param("monitor", monitor)
        .param("kind", kind == null ? null : kind.wire())
        .query(UUID.class)
        .list();
  }

  @Override
  public Optional<Incident> find(UUID id) {
    return jdbc.sql(SELECT + " and i.id = :id")
        .param("id", id)
        .query((row, n) -> incident(row))
        .optional();
  }

  @Override
  public Optional<ModelRef> modelOf(UUID id) {
    return jdbc.sql(SELECT + " and i.id = :id")
        .param("id", id)
        .query(
            (row, n) ->
                new ModelRef(row.getLong("model_id"), new ModelName(row.getString("model_name"))))
        .optional();
  }

  @Override
  public Optional<Incident> lock(UUID id) {
    assert Lock.INCIDENT.isNext(id) : "lock order: incident " + id;
    return jdbc.sql(SELECT + " and i.id = :id for no key update of i")
        .param("id", id)
        .query((row, n) -> incident(row))
        .optional();
  }

  @Override
  public void annotate(UUID id, Incident.Remark remark) {
    jdbc.sql(
            """
            update incident set acknowledged = :acknowledged, note = :note, revision = revision + 1
            where id = :id
            """)
        .param("acknowledged", remark.acknowledged())
        .param("note", remark.note())
        .param("id", id)
        .update();
  }

  @Override
  public Page<Incident> list(
      @Nullable Long modelId, @Nullable Boolean open, Visibility visibility, PageRequest page) {
    List<Numbered<Incident>> rows =
        jdbc.sql(
                SELECT
                    + " and "
                    + Visible.MODEL_M
                    + """
                     and (:model::bigint is null or m.id = :model)
                      and (:open::boolean is null or (i.closed_at is null) = :open)
                      and (:after::bigint is null or i.seq < :after)
                    order by i.seq desc limit :fetch
                    """)
            .params(Visible.params(visibility))
            .param("model", modelId)
            .param("open", open)
            .param("after", Numbered.after(page))
            .param("fetch", page.fetch())
            .query((row, n) -> new Numbered<>(row.getLong("seq"), incident(row)))
            .list();
    return Numbered.page(rows, page);
  }

  private static Incident incident(ResultSet row) throws SQLException {
    String feature = row.getString("worst_feature");
    return new Incident(
        row.getObject("id", UUID.class),
        Incident.Kind.ofWire(row.getString("kind")),
        row.getString("model_name"),
        row.getObject("monitor_id", UUID.class),
        row.getString("monitor_name"),
        row.getObject("version", Integer.class),
        InstantColumn.read(row, "opened_at"),
        InstantColumn.readNullable(row, "closed_at"),
        row.getString("closed_because"),
        row.getBoolean("acknowledged"),
        row.getString("note"),
        feature == null ? null : worst(feature, row),
        row.getLong("revision"));
  }

  private static Worst worst(String feature, ResultSet row) throws SQLException {
    return new Worst(
        feature,
        DriftedBy.valueOf(row.getString("worst_by").toUpperCase(Locale.ROOT)),
        row.getDouble("worst_score"),
        row.getDouble("worst_threshold"));
  }
}
