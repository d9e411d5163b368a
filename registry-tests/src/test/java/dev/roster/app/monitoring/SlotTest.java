package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.app.ServerProcess;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Two servers, each a process, on one database and store. The second test kills one. */
@TestMethodOrder(OrderAnnotation.class)
class SlotTest {
  private static final String TOKEN = "slot-admin-token-0123456789-abcdefghijk";
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Engines.Database DATABASE = Engines.database();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());

  @TempDir private static Path folder;
  private static final List<ServerProcess> SERVERS = new ArrayList<>();
  private static String url;

  @BeforeAll
  static void startTwo() throws IOException {
    Engines.Bucket bucket = Engines.bucket();
    for (int i = 0; i < 2; i++) {
      ServerProcess server = ServerProcess.on(DATABASE, bucket, TOKEN, folder);
      SERVERS.add(server);
      server.url();
    }
    url = SERVERS.get(1).url();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    for (ServerProcess server : SERVERS) server.kill();
  }

  @Test
  @Order(1)
  void job01EachSlotHasOneResultWhenTwoServersRaceForIt() {
    List<UUID> monitors = List.of(monitor("race-a"), monitor("race-b"), monitor("race-c"));
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> monitors.stream().allMatch(monitor -> slots(monitor).size() >= 2));
    monitors.forEach(SlotTest::areWithoutGap);
    assertThat(lag()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  @Order(2)
  void job02TheSlotOfAKilledServerIsRunByTheOther() throws SQLException, InterruptedException {
    UUID monitor = monitor("killed");
    ServerProcess victim;
    Instant slot;
    try (Connection connection = DATABASE.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement hold =
          connection.prepareStatement("select 1 from monitor where id = ? for update")) {
        hold.setObject(1, monitor);
        hold.executeQuery();
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> isStuck(monitor));
      victim = holder(monitor);
      slot =
          JDBC.sql("select execution_time from scheduled_tasks where task_instance = :id")
              .param("id", monitor.toString())
              .query(OffsetDateTime.class)
              .single()
              .toInstant();
      victim.kill();
      connection.rollback();
    }
    Instant killed = slot;
    if (SERVERS.get(1) == victim) url = SERVERS.get(0).url();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> slots(monitor).stream().anyMatch(later -> later.isAfter(killed)));
    assertThat(slots(monitor)).contains(killed);
    areWithoutGap(monitor);
    assertThat(get("/actuator/prometheus"))
        .contains("roster_monitor_checks_total{outcome=\"error\"}");
  }

  private static boolean isStuck(UUID monitor) {
    return JDBC.sql(
            """
            select exists (select from scheduled_tasks where task_instance = :id and picked)
              and exists (select from pg_stat_activity
                where wait_event_type = 'Lock' and query like '%monitor o%for no key update%')
            """)
        .param("id", monitor.toString())
        .query(Boolean.class)
        .single();
  }

  private static ServerProcess holder(UUID monitor) {
    String name =
        JDBC.sql("select picked_by from scheduled_tasks where task_instance = :id")
            .param("id", monitor.toString())
            .query(String.class)
            .single();
    return SERVERS.stream()
        .filter(server -> name.startsWith("roster-" + server.pid() + "-"))
        .findFirst()
        .orElseThrow();
  }

  private static Duration lag() {
    return JDBC.sql(
            "select extract(epoch from max(at - slot)) from drift_check where cause = 'slot'")
        .query((row, n) -> Duration.ofMillis((long) (row.getDouble(1) * 1000)))
        .single();
  }

  private static List<Instant> slots(UUID monitor) {
    return JDBC
        .sql("select slot from drift_check where monitor_id = :id and cause = 'slot' order by slot")
        .param("id", monitor)
        .query(OffsetDateTime.class)
        .list()
        .stream()
        .map(OffsetDateTime::toInstant)
        .toList();
  }

  private static void areWithoutGap(UUID monitor) {
    List<Instant> slots = slots(monitor);
    for (int i = 1; i < slots.size(); i++)
      assertThat(slots.get(i)).isEqualTo(slots.get(i - 1).plus(EVERY));
  }

  /** Nobody is in production: each slot's result is an error that says so. */
  private static UUID monitor(String model) {
    post("/api/v1/models", "{\"name\":\"" + model + "\"}");
    String made =
        post("/api/v1/models/" + model + "/monitors", "{\"name\":\"m\",\"every\":\"PT10S\"}");
    return UUID.fromString(JsonMapper.builder().build().readTree(made).path("id").asString());
  }

  private static String get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)));
  }

  private static String post(String path, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private static String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              request.header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
      return answer.body();
    } catch (IOException failed) {
      throw new IllegalStateException("no answer", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
