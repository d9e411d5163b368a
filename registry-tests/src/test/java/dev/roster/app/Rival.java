package dev.roster.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another client of the database: what it changes, it holds until it is finished. */
public final class Rival implements AutoCloseable {
  private final JdbcClient watcher;
  private final Connection connection;

  public Rival(JdbcClient watcher) throws SQLException {
    this.watcher = watcher;
    this.connection = RunningServer.DATABASE.dataSource().getConnection();
    connection.setAutoCommit(false);
  }

  public void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The call's answer, after it waited for what is held here, and that was committed then. */
  public <T> T commitBefore(Supplier<T> call) throws Exception {
    int me = pid();
    CompletableFuture<T> running = CompletableFuture.supplyAsync(call);
    await().atMost(Duration.ofSeconds(4)).until(() -> running.isDone() || isWaitedFor(me));
    assertThat(running).as("it waits").isNotDone();
    connection.commit();
    return running.get();
  }

  private int pid() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private boolean isWaitedFor(int pid) {
    return watcher
        .sql("select exists (select from pg_stat_activity where :pid = any(pg_blocking_pids(pid)))")
        .param("pid", pid)
        .query(Boolean.class)
        .single();
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
