package dev.roster.app.doctor;

import dev.roster.app.database.Durability;
import dev.roster.app.settings.StartRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Examines the database: is it reachable, durable and writable, and is its clock right? */
final class Database {
  private static final Duration MUCH_SKEW = Duration.ofSeconds(5);

  private Database() {}

  static void examine(DataSource source, Consumer<Diagnosis> tell) {
    long asked = System.nanoTime();
    try (Connection connection = source.getConnection()) {
      long took = (System.nanoTime() - asked) / 1_000_000;
      tell.accept(
          Diagnosis.ok(
              "Database: "
                  + connection.getMetaData().getDatabaseProductName()
                  + " "
                  + connection.getMetaData().getDatabaseProductVersion()
                  + " answers in "
                  + took
                  + " ms"));
      durability(connection, tell);
      rights(connection, tell);
      clock(connection, tell);
    } catch (SQLException away) {
      tell.accept(
          Diagnosis.failure(
              "Database: " + away.getMessage(),
              "Check that PostgreSQL runs and that ROSTER_DATASOURCE_URL, _USERNAME and _PASSWORD are"
                  + " right."));
    }
  }

  private static void durability(Connection connection, Consumer<Diagnosis> tell)
      throws SQLException {
    try {
      Durability.check(connection);
      tell.accept(Diagnosis.ok("Database: keeps every commit that it acknowledges"));
    } catch (StartRefused unsafe) {
      tell.accept(Diagnosis.failure(unsafe.getMessage(), unsafe.remedy()));
    }
  }

  private static void rights(Connection connection, Consumer<Diagnosis> tell) throws SQLException {
    String answer =
        one(
            connection,
            "select coalesce(has_schema_privilege(current_schema(), 'create'), false)"
                + " and not pg_is_in_recovery()");
    tell.accept(
        answer.equals("t")
            ? Diagnosis.ok("Database: this role may create Roster's tables")
            : Diagnosis.failure(
                "Database: this role may not create tables, or the server is a standby",
                "Let the role create tables (grant create on schema public to ROLE), or name the"
                    + " primary server."));
  }

  private static void clock(Connection connection, Consumer<Diagnosis> tell) throws SQLException {
    Instant before = Instant.now();
    Instant there;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      there = row.getObject(1, OffsetDateTime.class).toInstant();
    }
    tell.accept(ClockSkew.compare("database", before, there, Instant.now(), MUCH_SKEW));
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
