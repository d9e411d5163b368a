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
 * Migrates the schema to this version. If several servers start at once, one of them migrates and
 * the others wait. Each step is one transaction, so the next start completes what a killed server
 * began.
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
                      + ") by a newer Roster, and this Roster does not know that schema. Nothing was changed.",
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
