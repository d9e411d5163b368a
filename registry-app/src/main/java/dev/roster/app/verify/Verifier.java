package dev.roster.app.verify;

import dev.roster.app.settings.StartRefused;
import dev.roster.storage.progress.Progress;
import dev.roster.storage.verify.Coverage;
import dev.roster.storage.verify.Finding;
import dev.roster.storage.verify.InvariantCheck;
import dev.roster.storage.verify.Snapshot;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Checks whether the invariants I1, I2, I3, I4, I6 and I7 hold. It reads one instant of the
 * database and writes nothing, so a server may run at the same time.
 */
public final class Verifier {
  private final DataSource database;
  private final Snapshot.Objects store;

  public Verifier(DataSource database, Snapshot.Objects store) {
    this.database = database;
    this.store = store;
  }

  /**
   * Runs all checks.
   *
   * @param coverage which bytes are read
   * @param progress how far the run is
   * @param findings receives each violation when it is found
   * @return what was checked
   * @throws StartRefused if the database or the store cannot be read
   */
  public List<String> run(Coverage coverage, Progress progress, Consumer<Finding> findings) {
    try (Connection snapshot = database.getConnection();
        Connection now = database.getConnection()) {
      snapshot.setReadOnly(true);
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      snapshot.setAutoCommit(false);
      now.setReadOnly(true);
      patient(snapshot);
      Snapshot rows = new Snapshot(snapshot, now, store, coverage, progress);
      List<String> seen = new ArrayList<>();
      for (InvariantCheck check : ContributedChecks.find()) {
        progress.begin("Running " + check.getClass().getSimpleName());
        seen.add(check.run(rows, findings));
      }
      return seen;
    } catch (SQLException unreadable) {
      boolean noTables = "42P01".equals(unreadable.getSQLState());
      throw new StartRefused(
          noTables
              ? "The database has no tables of Roster, or it has the tables of another release: "
                  + unreadable.getMessage()
              : "The database cannot be read: " + unreadable.getMessage(),
          "Check ROSTER_DATASOURCE_URL or ROSTER_DATA_DIR, and run verify of the same release as"
              + " the server.",
          unreadable);
    } catch (SdkException | UncheckedIOException away) {
      throw new StartRefused(
          "The store cannot be read: " + away.getMessage(),
          "Check the ROSTER_S3_ settings, and try `./roster doctor`.",
          away);
    }
  }

  /** Lifts the time limits, since reading all bytes takes long. */
  private static void patient(Connection snapshot) throws SQLException {
    try (Statement statement = snapshot.createStatement()) {
      statement.execute("set idle_in_transaction_session_timeout = 0");
      statement.execute("set statement_timeout = 0");
    }
  }
}
