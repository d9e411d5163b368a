package dev.roster.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Searches that take too long: a lock on the monitors holds up those that ask for drift. */
class SlowSearchTest extends RunningServer {
  private static final String SLOW =
      "/api/v1/versions?filter=" + SearchTest.encoded("driftState = firing");

  @Test
  void dos07AClientWithManySlowSearchesIsRefusedAndHoldsUpNobody() throws SQLException {
    String model = model("slow");
    String greedy = token("reader", model);
    String other = token("reader", model);
    ExecutorService threads = Executors.newFixedThreadPool(200);
    try (Connection lock = locked()) {
      List<CompletableFuture<Answer>> slow = new ArrayList<>();
      for (int i = 0; i < 200; i++)
        slow.add(CompletableFuture.supplyAsync(() -> send(to(SLOW, greedy)), threads));
      CompletableFuture.anyOf(slow.toArray(CompletableFuture[]::new)).join();
      for (int i = 0; i < 20; i++)
        assertThat(send(to("/api/v1/versions?limit=5", other)).status()).isEqualTo(200);
      List<Answer> answers = slow.stream().map(CompletableFuture::join).toList();
      assertThat(answers).extracting(Answer::status).containsOnly(422, 429).contains(422, 429);
      assertThat(answers.stream().filter(a -> a.status() == 429).toList())
          .hasSizeGreaterThan(100)
          .allSatisfy(a -> assertThat(a.code()).isEqualTo("too_many_requests"))
          .allSatisfy(a -> assertThat(a.header("Retry-After")).isNotEmpty());
      lock.rollback();
    } finally {
      threads.shutdown();
    }
    assertThat(send(to(SLOW, greedy)).status()).isEqualTo(200);
  }

  @Test
  void aSearchThatTakesTooLongSaysWhichConditionToAdd() throws SQLException {
    try (Connection lock = locked()) {
      Answer over = get(SLOW);
      assertThat(over.status()).as(over.text()).isEqualTo(422);
      assertThat(over.code()).isEqualTo("search_too_broad");
      assertThat(over.json().path("detail").asString())
          .contains("longer than 2 s", "Add a condition that few rows meet", "createdAt >");
      lock.rollback();
    }
    assertThat(get(SLOW).status()).isEqualTo(200);
  }

  private Connection locked() throws SQLException {
    Connection connection = DATABASE.dataSource().getConnection();
    connection.setAutoCommit(false);
    connection.createStatement().execute("lock table monitor in access exclusive mode");
    return connection;
  }
}
