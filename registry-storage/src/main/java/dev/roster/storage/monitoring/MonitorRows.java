package dev.roster.storage.monitoring;

import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.monitoring.monitor.MonitorStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.drift.alarm.Alarm;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MonitorRows implements MonitorStore {
  private static final String SELECT =
      """
      select o.*, m.name as model_name from monitor o join model m on m.id = o.model_id
      where o.deleted_at is null and m.deleted_at is null
      """;

  private final JdbcClient jdbc;

  MonitorRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private static @Nullable String wire(@Nullable Stage stage) {
    return stage == null ? null : stage.wire();
  }

  @Override
  public boolean insert(Monitor monitor) {
    return jdbc.sql(
                """
                insert into monitor (id, model_id, name, stage, version, definition, alarm,
                  created_at, created_by)
                values (:id, :model, :name, :stage, :version, :definition::json, :alarm::json, :at,
                  :by)
                on conflict (model_id, lower(name)) where deleted_at is null do nothing
                """)
            .param("id", monitor.id())
            .param("model", monitor.model().id())
            .param("name", monitor.definition().name())
            .param("stage", wire(monitor.definition().target().stage()))
            .param("version", monitor.definition().target().version())
            .param("definition", DefinitionJson.write(monitor.definition()))
            .param("alarm", JsonColumn.write(monitor.alarm()))
            .param("at", InstantColumn.write(monitor.createdAt()))
            .param("by", monitor.createdBy())
            .update()
        == 1;
  }

  @Override
  public Optional<Monitor> find(UUID id) {
    return jdbc.sql(SELECT + " and o.id = :id")
        .param("id", id)
        .query((row, n) -> monitor(row))
        .optional();
  }

  @Override
  public Optional<Monitor> lock(UUID id) {
    assert Lock.MONITOR.isNext(id) : "lock order: monitor " + id;
    return jdbc.sql(SELECT + " and o.id = :id for no key update of o")
        .param("id", id)
        .query((row, n) -> monitor(row))
        .optional();
  }

  @Override
  public List<Monitor> lockOfStages(ModelRef model, Collection<Stage> stages) {
    return jdbc.sql(
            SELECT
                + """
                 and o.model_id = :model and o.stage in (:stages)
                order by o.id for no key update of o
                """)
        .param("model", model.id())
        .param("stages", stages.stream().map(Stage::wire).toList())
        .query((row, n) -> monitor(row))
        .list();
  }

  @Override
  public int count(ModelRef model) {
    return jdbc.sql("select count(*) from monitor where model_id = :model and deleted_at is null")
        .param("model", model.id())
        .query(Integer.class)
        .single();
  }

  @Override
  public Page<Monitor> list(ModelRef model, PageRequest page) {
    List<Numbered<Monitor>> rows =
        jdbc.sql(
                SELECT
                    + """
                     and o.model_id = :model and (:after::bigint is null or o.seq < :after)
                    order by o.seq desc limit :fetch
                    """)
            .param("model", model.id())
            .param("after", Numbered.after(page))
            .param("fetch", page.fetch())
            .query((row, n) -> new Numbered<>(row.getLong("seq"), monitor(row)))
            .list();
    return Numbered.page(rows, page);
  }

  @Override
  public void saveAlarm(UUID id, Alarm alarm, @Nullable Integer judgedVersion) {
    jdbc.sql("update monitor set alarm = :alarm::json, judged_version = :judged where id = :id")
        .param("alarm", JsonColumn.write(alarm))
        .param("judged", judgedVersion)
        .param("id", id)
        .update();
  }

  @Override
  public void saveLast(UUID id, UUID check, @Nullable Instant slot, @Nullable Instant successAt) {
    jdbc.sql(
            """
            update monitor set last_check = :check, last_slot = coalesce(:slot, last_slot),
              last_success_at = coalesce(:success, last_success_at)
            where id = :id
            """)
        .param("check", check)
        .param("slot", InstantColumn.writeNullable(slot))
        .param("success", InstantColumn.writeNullable(successAt))
        .param("id", id)
        .update();
  }

  @Override
  public void delete(UUID id, Instant at) {
    jdbc.sql("update monitor set deleted_at = :at where id = :id")
        .param("at", InstantColumn.write(at))
        .param("id", id)
        .update();
  }

  private static Monitor monitor(ResultSet row) throws SQLException {
    return new Monitor(
        row.getObject("id", UUID.class),
        new ModelRef(row.getLong("model_id"), new ModelName(row.getString("model_name"))),
        DefinitionJson.read(
            row.getString("name"),
            row.getString("stage"),
            row.getObject("version", Integer.class),
            row.getString("definition")),
        Objects.requireNonNull(JsonColumn.read(row.getString("alarm"), Alarm.class)),
        row.getObject("judged_version", Integer.class),
        InstantColumn.readNullable(row, "last_slot"),
        InstantColumn.read(row, "created_at"),
        row.getString("created_by"));
  }
}
