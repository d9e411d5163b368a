package dev.roster.app.verify;

import dev.roster.app.settings.StartRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Looks whether what is kept is what was promised: I1, I2, I3, I4 and I6. It reads one instant of
 * the database and writes nothing, so that a server may run beside it.
 */
public final class Verifier {
  private final DataSource database;
  private final List<Check> checks;

  public Verifier(DataSource database, S3Client store, String bucket) {
    this.database = database;
    this.checks =
        List.of(
            new ProductionCheck(),
            new ChainCheck(),
            new ChangesCheck(),
            new HistoryCheck(),
            new AnswersCheck(),
            new ManifestCheck(),
            new LeakCheck(),
            new BytesCheck(store, bucket));
  }

  /**
   * Runs all checks.
   *
   * @param findings takes each violation when it is found
   * @return what was looked at
   * @throws StartRefused it could not look
   */
  public List<String> run(Consumer<Finding> findings) {
    try (Connection snapshot = database.getConnection();
        Connection now = database.getConnection()) {
      snapshot.setReadOnly(true);
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      snapshot.setAutoCommit(false);
      now.setReadOnly(true);
      patient(snapshot);
      Rows rows = new Rows(snapshot, now);
      List<String> seen = new ArrayList<>();
      for (Check check : checks) seen.add(check.run(rows, findings));
      return seen;
    } catch (SQLException unreadable) {
      boolean noTables = "42P01".equals(unreadable.getSQLState());
      throw new StartRefused(
          noTables
              ? "The database has no Roster in it, or one of another version: "
                  + unreadable.getMessage()
              : "The database cannot be read: " + unreadable.getMessage(),
          "Look at ROSTER_DATASOURCE_URL, or ROSTER_DATA_DIR; verify with the Roster that runs on"
              + " it.",
          unreadable);
    } catch (SdkException away) {
      throw new StartRefused(
          "The store cannot be read: " + away.getMessage(),
          "Look at the ROSTER_S3_ settings, and try `./roster doctor`.",
          away);
    }
  }

  /** Reading all bytes takes as long as it takes. */
  private static void patient(Connection snapshot) throws SQLException {
    try (Statement statement = snapshot.createStatement()) {
      statement.execute("set idle_in_transaction_session_timeout = 0");
      statement.execute("set statement_timeout = 0");
    }
  }
}
