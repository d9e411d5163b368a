package dev.roster.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.OwnServer;
import dev.roster.app.RunningServer.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** DB-04: no call waits for the database without an end; rivals hold locks by hand. */
class WaitsTest {
  private static final int POOL = 3;
  private static final String MODELS = "/api/v1/models";
  private static OwnServer server;

  @BeforeAll
  static void start() {
    server =
        OwnServer.with(
            Map.of(
                "roster.datasource.pool-size", String.valueOf(POOL),
                "roster.datasource.pool-wait", "500ms",
                "roster.datasource.statement-timeout", "3s",
                "roster.datasource.lock-timeout", "1500ms",
                "roster.datasource.idle-transaction-timeout", "7s"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void model(String name) {
    Answer made = server.send("POST", MODELS, "{\"name\":\"" + name + "\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  private static Answer describe(String model) {
    return server.send("PATCH", MODELS + "/" + model, "{\"description\":\"other\"}");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void isUnavailable(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("database_unavailable");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.text()).doesNotContain("ERROR:", "SQL", "Hikari", "Exception");
  }

  @Test
  void db04ALockLostToARivalIs409AndAfterItTheCallWorks() throws SQLException {
    model("held");
    try (Connection rival = server.database().dataSource().getConnection()) {
      rival.setAutoCommit(false);
      run(rival, "select from model where name = 'held' for update");
      long begun = System.nanoTime();

      Answer lost = describe("held");

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
      assertThat(lost.status()).as(lost.text()).isEqualTo(409);
      assertThat(lost.code()).isEqualTo("conflict");
      assertThat(lost.header("Retry-After")).isNotEmpty();
      rival.rollback();
    }
    assertThat(describe("held").status()).isEqualTo(200);
  }

  @Test
  void db04AKeyWhoseCallLostALockCanBeUsedAgain() throws SQLException {
    model("keyed");
    Answer lost;
    try (Connection rival = server.database().dataSource().getConnection()) {
      rival.setAutoCommit(false);
      run(rival, "select from model where name = 'keyed' for update");
      lost = keyedVersion("keyed");
      rival.rollback();
    }
    assertThat(lost.status()).as(lost.text()).isEqualTo(409);
    assertThat(keyedVersion("keyed").status()).isEqualTo(201);
    assertThat(keyedVersion("keyed").header("Idempotency-Replayed")).isEqualTo("true");
  }

  private static Answer keyedVersion(String model) {
    return server.send(
        server
            .to("POST", MODELS + "/" + model + "/versions", "{}")
            .header("Idempotency-Key", "lost-" + model));
  }

  @Test
  void db04AReaderWhomALockHoldsUpIs503() throws SQLException {
    model("read");
    try (Connection rival = server.database().dataSource().getConnection()) {
      rival.setAutoCommit(false);
      run(rival, "lock table version in access exclusive mode");
      isUnavailable(server.send("GET", MODELS + "/read/versions", ""));
      rival.rollback();
    }
  }

  @Test
  void db04AResolveThatALockHoldsUpIs503() throws SQLException {
    model("resolved");
    try (Connection rival = server.database().dataSource().getConnection()) {
      rival.setAutoCommit(false);
      run(rival, "lock table model in access exclusive mode");
      isUnavailable(server.send("GET", "/api/v1/resolve/resolved@production", ""));
      rival.rollback();
    }
  }

  @Test
  void db04AStatementThatTakesTooLongIs503AndNothingWasDone() throws SQLException {
    model("slow");
    try (Connection operator = server.database().dataSource().getConnection()) {
      run(
          operator,
          """
          create function wait() returns trigger language plpgsql as
            $$ begin perform pg_sleep(60); return new; end $$;
          create trigger wait before insert on version for each row execute function wait()""");
      long begun = System.nanoTime();

      isUnavailable(server.send("POST", MODELS + "/slow/versions", "{}"));

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
      run(operator, "drop trigger wait on version");
    }
    Answer made = server.send("POST", MODELS + "/slow/versions", "{}");
    assertThat(made.json().path("version").asInt()).as("no number is lost").isEqualTo(1);
  }

  @Test
  void db04AnEmptyPoolIs503WithinItsWait() throws Exception {
    model("empty");
    ExecutorService callers = Executors.newFixedThreadPool(POOL);
    try (Connection rival = server.database().dataSource().getConnection();
        Connection watcher = server.database().dataSource().getConnection()) {
      rival.setAutoCommit(false);
      run(rival, "select from model where name = 'empty' for update");
      List<Future<Answer>> waiting =
          IntStream.range(0, POOL).mapToObj(i -> callers.submit(() -> describe("empty"))).toList();
      awaitWaiters(watcher);
      long begun = System.nanoTime();

      isUnavailable(server.send("GET", MODELS, ""));

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1400));
      for (Future<Answer> each : waiting) assertThat(each.get().status()).isEqualTo(409);
      rival.rollback();
    } finally {
      callers.shutdownNow();
    }
    assertThat(server.send("GET", MODELS, "").status()).isEqualTo(200);
  }

  private static void awaitWaiters(Connection watcher) throws SQLException {
    int waiting = 0;
    for (long end = System.nanoTime() + 1_400_000_000L;
        waiting < POOL && System.nanoTime() < end; ) {
      try (Statement statement = watcher.createStatement();
          ResultSet row =
              statement.executeQuery(
                  """
                  select count(*) from pg_stat_activity
                  where datname = current_database() and wait_event_type = 'Lock'""")) {
        row.next();
        waiting = row.getInt(1);
      }
    }
    assertThat(waiting).isEqualTo(POOL);
  }

  @Test
  void db04NoConnectionIsHeldWhileBytesStream() throws IOException {
    model("stream");
    server.send("POST", MODELS + "/stream/versions", "{}");
    String path = MODELS + "/stream/versions/1/artifacts/";
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * POOL; i++) {
        Socket socket = new Socket("127.0.0.1", server.at("/").getPort());
        slow.add(socket);
        OutputStream out = socket.getOutputStream();
        out.write(head(server.at(path + i), 1 << 20).getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[1 << 10]); // and no more
        out.flush();
      }
      for (int i = 0; i < 3 * POOL; i++)
        assertThat(server.send("GET", MODELS + "/stream", "").status()).isEqualTo(200);
      assertThat(describe("stream").status()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) socket.close();
    }
  }

  private static String head(URI uri, int length) {
    return "PUT %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(uri.getPath(), OwnServer.TOKEN, length);
  }
}
