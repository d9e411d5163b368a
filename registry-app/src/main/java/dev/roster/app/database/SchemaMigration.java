package dev.roster.app.database;

import dev.roster.app.settings.StartRefused;
import dev.roster.storage.audit.BrokenChain;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * Migrates the schema to this version. If several servers start at once, one of them migrates and
 * the others wait. Each step is one transaction, so the next start completes what a killed server
 * began.
 */
public final class SchemaMigration {
  /** How often a server looks, once a second, whether another one has finished migrating. */
  private static final int LOCK_RETRIES = 600;

  private SchemaMigration() {}

  /**
   * Migrates over connections of its own, as a step may take longer than the pool allows.
   *
   * @throws StartRefused if the database does not answer, may lose what it acknowledged, or has the
   *     schema of a newer Roster
   */
  public static void migrate(String url, @Nullable String username, @Nullable String password) {
    migrateTo("latest", url, username, password);
  }

  /**
   * Migrates no further than to a version of the schema.
   *
   * @throws StartRefused as the other one does
   */
  public static void migrateTo(
      String version, String url, @Nullable String username, @Nullable String password) {
    migrate(
        Flyway.configure()
            .dataSource(url, username, password)
            .lockRetryCount(LOCK_RETRIES)
            .locations("classpath:db/migration")
            .target(version)
            .load());
  }

  static void migrate(Flyway flyway) {
    checkDurability(flyway.getConfiguration().getDataSource());
    newerThanThis(flyway)
        .ifPresent(
            newer -> {
              throw new StartRefused(
                  "The database was migrated to schema "
                      + newer.getVersion()
                      + " ("
                      + newer.getDescription()
                      + ") by a newer Roster, and this Roster does not know that schema. Nothing was changed.",
                  "Run the newer Roster, or restore the backup from before the upgrade.");
            });
    try {
      flyway.migrate();
    } catch (FlywayException failed) {
      if (!(NestedExceptionUtils.getRootCause(failed) instanceof BrokenChain broken)) throw failed;
      throw new StartRefused(
          "The schema was not migrated, as the audit log is not as Roster wrote it: "
              + broken.getMessage()
              + ".",
          "Keep this database as evidence, and restore a backup from before it was altered.",
          failed);
    }
  }

  private static void checkDurability(DataSource source) {
    try (Connection connection = source.getConnection()) {
      Durability.check(connection);
    } catch (SQLException away) {
      throw new StartRefused(
          "The database does not answer: " + away.getMessage(),
          "Check that PostgreSQL runs and that ROSTER_DATASOURCE_URL, _USERNAME and _PASSWORD are"
              + " right, then run `./roster doctor`.",
          away);
    }
  }

  private static Optional<MigrationInfo> newerThanThis(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(step -> step.getState().isApplied() && !step.getState().isResolved())
        .reduce((older, newer) -> newer);
  }
}
