package dev.roster.app.database;

import dev.roster.app.settings.StartRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Brings the schema to this version. Of several servers that start at once one does it, the others
 * wait; each step is a transaction, so that a next start completes what a killed one began.
 */
@Component
final class SchemaMigration implements FlywayMigrationStrategy {
  @Override
  public void migrate(Flyway flyway) {
    checkDurability(flyway.getConfiguration().getDataSource());
    newerThanThis(flyway)
        .ifPresent(
            newer -> {
              throw new StartRefused(
                  "The database was migrated to schema "
                      + newer.getVersion()
                      + " ("
                      + newer.getDescription()
                      + ") by a newer Roster; this one does not know it. Nothing was changed.",
                  "Run the newer Roster, or restore the backup from before the upgrade.");
            });
    flyway.migrate();
  }

  private static void checkDurability(DataSource source) {
    try (Connection connection = source.getConnection()) {
      Durability.check(connection);
    } catch (SQLException away) {
      throw new StartRefused(
          "The database does not answer: " + away.getMessage(),
          "See that PostgreSQL runs, that ROSTER_DATASOURCE_URL, _USERNAME and _PASSWORD are right,"
              + " and try `./roster doctor`.",
          away);
    }
  }

  private static Optional<MigrationInfo> newerThanThis(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(step -> step.getState().isApplied() && !step.getState().isResolved())
        .reduce((older, newer) -> newer);
  }
}
