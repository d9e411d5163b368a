package dev.roster.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.roster.app.OwnServer;
import dev.roster.app.RunningServer.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** DB-03: the primary changes. */
class FailoverTest {
  private static final String MODELS = "/api/v1/models";

  @Test
  void db03AfterAStandbyIsPromotedChangesAreMadeThereWithinTenSecondsAndNoneIsLost()
      throws Exception {
    Optional<Path> programs = PostgresPair.programs();
    if (programs.isEmpty()) {
      System.out.println("FailoverTest: skipped, no pg_basebackup (apt install postgresql)");
      abort("no pg_basebackup");
    }
    try (PostgresPair pair = PostgresPair.start(programs.get());
        OwnServer server = OwnServer.on(pair.database(), Map.of())) {
      List<String> acknowledged = new ArrayList<>();
      for (int i = 0; i < 20; i++) register(server, "before-" + i, acknowledged);
      assertThat(acknowledged).hasSize(20);

      pair.killPrimary();
      Answer refused = register(server, "without", acknowledged);
      assertThat(refused.status()).as(refused.text()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isNotEmpty();

      pair.promoteStandby();
      long promoted = System.nanoTime();
      Answer made = register(server, "after-0", acknowledged);
      for (int i = 1; made.status() == 503 && i < 1_000; i++)
        made = register(server, "after-" + i, acknowledged);
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      assertThat(Duration.ofNanos(System.nanoTime() - promoted)).isLessThan(Duration.ofSeconds(10));

      for (String name : acknowledged)
        assertThat(server.send("GET", MODELS + "/" + name, "").status()).as(name).isEqualTo(200);
    }
  }

  private static Answer register(OwnServer server, String name, List<String> acknowledged) {
    Answer answer = server.send("POST", MODELS, "{\"name\":\"" + name + "\"}");
    if (answer.status() == 201) acknowledged.add(name);
    return answer;
  }

  /** The old primary came back as one that may only read; then it may write again. */
  @Test
  void db03AServerThatMayOnlyReadIs503AndItsConnectionsAreGivenUp() throws SQLException {
    try (OwnServer server = OwnServer.with(Map.of("roster.datasource.pool-size", "4"))) {
      assertThat(server.send("POST", MODELS, "{\"name\":\"first\"}").status()).isEqualTo(201);
      String database = server.database().url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
      try (Connection operator = server.database().dataSource().getConnection();
          Statement statement = operator.createStatement()) {
        statement.execute("alter database " + database + " set default_transaction_read_only = on");
        statement.execute(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'roster'""");

        for (int i = 0; i < 6; i++) {
          Answer refused = server.send("POST", MODELS, "{\"name\":\"second\"}");
          assertThat(refused.status()).as(refused.text()).isEqualTo(503);
          assertThat(refused.code()).isEqualTo("database_unavailable");
          assertThat(refused.header("Retry-After")).isNotEmpty();
        }
        assertThat(server.send("GET", MODELS + "/first", "").status()).isEqualTo(200);

        statement.execute("set default_transaction_read_only = off");
        statement.execute("alter database " + database + " reset default_transaction_read_only");
      }
      // each connection that was opened meanwhile is given up by the change that it refuses
      int refused = 0;
      Answer made = server.send("POST", MODELS, "{\"name\":\"third\"}");
      for (; made.status() == 503 && refused < 10; refused++)
        made = server.send("POST", MODELS, "{\"name\":\"third\"}");
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      assertThat(refused).as("at most one for each connection").isLessThanOrEqualTo(4);
    }
  }
}
