package dev.roster.storage.monitoring;

import dev.roster.core.monitoring.monitor.MonitorDefinition;
import dev.roster.core.monitoring.monitor.MonitorReading;
import dev.roster.core.monitoring.monitor.MonitorReadings;
import dev.roster.drift.alarm.Alarm;
import dev.roster.drift.judgement.FeatureScore;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

@Repository
class ReadingRows implements MonitorReadings {
  private static final TypeReference<Map<String, Double>> SCORES = new TypeReference<>() {};

  private final JdbcClient jdbc;

  ReadingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<MonitorReading> read(int most) {
    return jdbc.sql(
            """
            select m.name as model, o.name, o.stage, o.version as pinned, o.definition, o.alarm,
              o.last_success_at, c.id as check_id, c.version, c.baseline_digest, c.rows,
              c.drifted_share, c.prediction, cardinality(c.features) as checked,
              (select count(*) from unnest(c.drifted) d where d) as drifted,
              (select coalesce(max(x), 0) from unnest(c.missing) x) as missing_max,
              (select json_object_agg(s, worst) from (
                select s, max(v) as worst from unnest(c.statistics, c.scores) as u (s, v)
                where v is not null group by s) w) as worst
            from monitor o join model m on m.id = o.model_id
            left join drift_check c on c.id = o.last_check
            where o.deleted_at is null and m.deleted_at is null
            order by o.seq limit :most
            """)
        .param("most", most)
        .query((row, n) -> reading(row))
        .list();
  }

  @Override
  public int count() {
    return jdbc.sql(
            """
            select count(*) from monitor o join model m on m.id = o.model_id
            where o.deleted_at is null and m.deleted_at is null
            """)
        .query(Integer.class)
        .single();
  }

  private static MonitorReading reading(ResultSet row) throws SQLException {
    MonitorDefinition definition =
        DefinitionJson.read(
            row.getString("name"),
            row.getString("stage"),
            row.getObject("pinned", Integer.class),
            row.getString("definition"));
    Alarm alarm = Objects.requireNonNull(JsonColumn.read(row.getString("alarm"), Alarm.class));
    return new MonitorReading(
        row.getString("model"),
        definition.target().label(),
        definition.name(),
        definition.schedule().interval(Instant.EPOCH),
        definition.rules().datasetShare(),
        alarm.state(),
        InstantColumn.readNullable(row, "last_success_at"),
        row.getObject("check_id") == null ? null : last(row));
  }

  private static MonitorReading.Last last(ResultSet row) throws SQLException {
    String worst = row.getString("worst");
    return new MonitorReading.Last(
        row.getObject("version", Integer.class),
        row.getString("baseline_digest"),
        row.getLong("rows"),
        row.getDouble("drifted_share"),
        row.getLong("drifted"),
        row.getLong("checked"),
        row.getDouble("missing_max"),
        worst == null ? Map.of() : Objects.requireNonNull(JsonColumn.read(worst, SCORES)),
        JsonColumn.read(row.getString("prediction"), FeatureScore.class));
  }
}
