package dev.roster.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.OwnServer;
import dev.roster.app.RunningServer.Answer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DB-05: what a race or a lost connection rolled back is repeated, at most three times. */
class RepeatsTest {
  private static final String MODELS = "/api/v1/models";
  private static OwnServer server;

  private Connection operator;

  @BeforeAll
  static void start() {
    server = OwnServer.with(Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    operator = server.database().dataSource().getConnection();
  }

  @AfterEach
  void disconnect() throws SQLException {
    operator.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = operator.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = operator.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void model(String name) {
    Answer made = server.send("POST", MODELS, "{\"name\":\"" + name + "\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  /**
   * The first {@code failures} inserts of a version fail with the state; a sequence counts them.
   */
  private void failing(String state, int failures) throws SQLException {
    run(
        """
        create sequence if not exists tries;
        alter sequence tries restart with 1;
        create or replace function fail() returns trigger language plpgsql as $$
          begin
            if nextval('tries') <= %d then
              raise exception 'for the test' using errcode = '%s';
            end if;
            return new;
          end $$;
        create or replace trigger fail before insert on version for each row execute function fail()
        """
            .formatted(failures, state));
  }

  @ParameterizedTest
  @CsvSource({"40001, false", "40P01, false", "40001, true", "40P01, true"})
  void db05ARaceThatWasLostIsRunAgain(String state, boolean keyed) throws SQLException {
    String model = "raced-" + state + "-" + keyed;
    model(model);
    failing(state, 3);

    Answer answer = version(model, keyed);

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().path("version").asInt()).isEqualTo(1);
    assertThat(number("select last_value from tries")).as("tries").isEqualTo(4);
    if (keyed) assertThat(version(model, true).header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(
            number(
                "select count(*) from audit_recorded where action = 'version.created' and model = '%s'"
                    .formatted(model)))
        .isEqualTo(1);
  }

  private static Answer version(String model, boolean keyed) {
    var request = server.to("POST", MODELS + "/" + model + "/versions", "{}");
    return server.send(keyed ? request.header("Idempotency-Key", model) : request);
  }

  @Test
  void db05AfterThreeRepeatsTheCallerHears() throws SQLException {
    model("hopeless");
    failing("40001", 1_000);

    Answer answer = version("hopeless", false);

    assertThat(answer.status()).as(answer.text()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("conflict");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(number("select last_value from tries")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"23514, 500", "57014, 503", "53100, 503", "54000, 413"})
  void db05WhatWouldFailAgainIsNotRepeated(String state, int status) throws SQLException {
    model("once-" + state);
    failing(state, 1_000);

    assertThat(version("once-" + state, false).status()).isEqualTo(status);
    assertThat(number("select last_value from tries")).isEqualTo(1);
  }

  @Test
  void aFullDiskOfTheDatabaseIsSaidPlainly() throws SQLException {
    model("full");
    failing("53100", 1_000);

    Answer answer = version("full", false);

    assertThat(answer.code()).isEqualTo("database_unavailable");
    assertThat(answer.json().path("detail").asString())
        .startsWith("The disk of the database is full");
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @Test
  void db05ConnectionsThatTheServerClosedAreNotTheCallersTrouble() throws SQLException {
    model("cut");
    failing("40001", 0);
    for (int round = 1; round <= 5; round++) {
      run(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'roster'""");
      assertThat(server.send("GET", MODELS + "/cut", "").status()).isEqualTo(200);
      run(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'roster'""");
      Answer made = version("cut", false);
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      assertThat(made.json().path("version").asInt()).isEqualTo(round);
    }
  }

  /** A rival takes the locks in the other order, and is the one that waits longer. */
  @Test
  void db05ARealDeadlockIsRepeatedWithinTheServer() throws Exception {
    failing("40001", 0);
    model("first");
    model("second");
    version("first", false);
    version("second", false);
    run("set deadlock_timeout = '20s'");
    operator.setAutoCommit(false);
    run("select from model where name = 'second' for update");
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try (Connection watcher = server.database().dataSource().getConnection();
        Statement statement = watcher.createStatement()) {
      Future<Answer> tagged =
          caller.submit(
              () ->
                  server.send(
                      "POST",
                      "/api/v1/versions/tags",
                      """
                      {"versions":[{"model":"first","version":1,"tags":{"a":"b"}},
                        {"model":"second","version":1,"tags":{"a":"b"}}]}"""));
      awaitWaiter(statement);
      run("select from model where name = 'first' for update"); // the server gives way
      operator.commit();
      Answer answer = tagged.get();
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().path("changed").asInt()).isEqualTo(2);
    } finally {
      caller.shutdownNow();
    }
  }

  private static void awaitWaiter(Statement watcher) throws SQLException {
    for (long end = System.nanoTime() + 5_000_000_000L; System.nanoTime() < end; )
      try (ResultSet row =
          watcher.executeQuery(
              """
              select count(*) from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock'""")) {
        row.next();
        if (row.getInt(1) > 0) return;
      }
    throw new IllegalStateException("the server never waited");
  }
}
