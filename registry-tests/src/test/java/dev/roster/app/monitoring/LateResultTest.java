package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.core.monitoring.check.DriftChecks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A check has judged and is about to record, while the world moves on. */
class LateResultTest extends MonitoredServer {
  @Autowired DataSource dataSource;
  @Autowired DriftChecks checks;

  @Test
  void int19TheResultOfAWorkerThatWasOvertakenIsRefused() throws Exception {
    UUID monitor = UUID.fromString(monitor(modelWithData(), ""));
    jdbc.sql("update monitor set created_at = created_at - interval '1 day' where id = :id")
        .param("id", monitor)
        .update();
    DriftChecks.SlotRun late =
        meanwhile(
            monitor,
            () -> checks.runDue(monitor),
            "update monitor set last_slot = now() where id = ?");
    assertThat(late.slot()).isNotNull();
    assertThat(countOf(monitor)).isZero();
  }

  @Test
  void job04ACheckOfAMonitorThatWasDeletedMeanwhileIsRefused() throws Exception {
    UUID monitor = UUID.fromString(monitor(modelWithData(), ""));
    Answer answer =
        meanwhile(
            monitor,
            () -> post("/api/v1/monitors/" + monitor + "/checks", "{}"),
            "update monitor set deleted_at = now() where id = ?");
    isProblem(answer, 409, "conflict");
    assertThat(countOf(monitor)).isZero();
  }

  @Test
  void job04ACheckOfAVersionThatLeftMeanwhileRaisesNoAlarm() throws Exception {
    String model = modelWithData();
    UUID monitor =
        UUID.fromString(monitor(model, ",\"enter\":{\"of\":1,\"atLeast\":1},\"leave\":1"));
    Answer answer =
        meanwhile(
            monitor,
            () -> replay(monitor.toString(), day(50), 1),
            """
            update version set stage = 'staging' where stage = 'production'
              and model_id = (select model_id from monitor where id = ?)
            """);
    isProblem(answer, 409, "conflict");
    assertThat(countOf(monitor)).isZero();
    assertThat(get("/api/v1/incidents?model=" + model).json().path("items").size()).isZero();
  }

  private String modelWithData() {
    String model = model("late");
    feed(served(model), day(50), 1440, 1);
    return model;
  }

  private long countOf(UUID monitor) {
    return jdbc.sql("select count(*) from drift_check where monitor_id = :id")
        .param("id", monitor)
        .query(Long.class)
        .single();
  }

  /** Runs the check up to its recording, then the change, then lets it go on. */
  private <T> T meanwhile(UUID monitor, Supplier<T> check, String change) throws SQLException {
    try (Connection other = dataSource.getConnection()) {
      other.setAutoCommit(false);
      execute(other, "select 1 from monitor where id = ? for update", monitor);
      CompletableFuture<T> running = CompletableFuture.supplyAsync(check);
      await().atMost(Duration.ofSeconds(4)).until(this::someoneWaits);
      execute(other, change, monitor);
      other.commit();
      other.setAutoCommit(true);
      return running.join();
    }
  }

  private boolean someoneWaits() {
    return jdbc.sql(
            """
            select exists (select from pg_stat_activity where wait_event_type = 'Lock'
              and query like '%monitor o%for no key update%' and datname = current_database())
            """)
        .query(Boolean.class)
        .single();
  }

  private static void execute(Connection connection, String sql, UUID monitor) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, monitor);
      statement.execute();
    }
  }
}
