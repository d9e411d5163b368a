package dev.roster.storage.lineage;

import dev.roster.core.digest.Sha256;
import dev.roster.core.lineage.EventStore;
import dev.roster.core.lineage.RunEvent;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.time.InstantColumn;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class EventRows implements EventStore {
  private final JdbcClient jdbc;

  EventRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void insert(String keeper, RunEvent event, Instant now, int maxEvents, long maxBytes) {
    String text = JsonColumn.write(event);
    int inserted =
        jdbc.sql(
                """
                insert into lineage_event (keeper, digest, runs, event, bytes, received_at)
                values (:keeper, :digest, :runs, :event, :bytes, :now)
                on conflict do nothing
                """)
            .param("keeper", keeper)
            .param("digest", Sha256.ofText(text).hex())
            .param("runs", event.runs().toArray(UUID[]::new))
            .param("event", text)
            .param("bytes", text.getBytes(StandardCharsets.UTF_8).length)
            .param("now", InstantColumn.write(now))
            .update();
    if (inserted == 0) return;
    jdbc.sql(
            """
            delete from lineage_event where id in (
              select id from (
                select id, row_number() over newest as events, sum(bytes) over newest as bytes
                from lineage_event where keeper = :keeper window newest as (order by id desc)) kept
              where events > :maxEvents or bytes > :maxBytes)
            """)
        .param("keeper", keeper)
        .param("maxEvents", maxEvents)
        .param("maxBytes", maxBytes)
        .update();
  }

  @Override
  public List<Kept> due(Instant notTriedSince, int most) {
    return jdbc.sql(
            """
            select e.id, e.keeper, e.event from lineage_event e
            where (e.tried_at is null or e.tried_at < :tried) and (
              exists (select from lineage_edge x where x.kind = 'run' and x.run_id = any(e.runs))
              or exists (select from lineage_run r where r.run_id = any(e.runs)))
            order by e.id limit :most
            """)
        .param("tried", InstantColumn.write(notTriedSince))
        .param("most", most)
        .query(EventRows::kept)
        .list();
  }

  @Override
  public List<Kept> of(UUID run, int most) {
    return jdbc.sql(
            """
            select id, keeper, event from lineage_event where runs @> array[:run]::uuid[]
            order by id limit :most
            """)
        .param("run", run)
        .param("most", most)
        .query(EventRows::kept)
        .list();
  }

  @Override
  public void delete(long id) {
    jdbc.sql("delete from lineage_event where id = :id").param("id", id).update();
  }

  @Override
  public void markTried(long id, Instant now) {
    jdbc.sql("update lineage_event set tried_at = :now where id = :id")
        .param("id", id)
        .param("now", InstantColumn.write(now))
        .update();
  }

  @Override
  public void deleteReceivedBefore(Instant time) {
    jdbc.sql("delete from lineage_event where received_at < :time")
        .param("time", InstantColumn.write(time))
        .update();
  }

  private static Kept kept(ResultSet row, int n) throws SQLException {
    return new Kept(
        row.getLong("id"),
        row.getString("keeper"),
        JsonColumn.read(row.getString("event"), RunEvent.class));
  }
}
