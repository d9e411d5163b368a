package dev.roster.storage.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps every server from deleting bytes while a backup copies them. It is an advisory lock of the
 * session, so it ends with the backup in any case.
 */
public final class DeletionHold implements AutoCloseable {
  /** "backup" in ASCII. */
  private static final long KEY = 0x6261636b7570L;

  /**
   * SQL that is true unless bytes are held. If it is true, a backup that begins waits for the end
   * of the transaction.
   */
  public static final String IS_FREE = "pg_try_advisory_xact_lock_shared(" + KEY + ")";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Connection session;

  private DeletionHold(Connection session) {
    this.session = session;
  }

  /** Thrown if another backup holds the bytes. */
  public static final class Held extends Exception {
    private Held(SQLException cause) {
      super("another backup runs", cause);
    }
  }

  /**
   * Begins to hold them, when no deletion is being decided.
   *
   * @param session a connection that nothing else uses
   */
  public static DeletionHold begin(Connection session) throws SQLException, Held {
    try (Statement statement = session.createStatement()) {
      statement.execute("set idle_session_timeout = 0");
      statement.execute("set lock_timeout = '10s'");
      statement.execute("select pg_advisory_lock(" + KEY + ")");
    } catch (SQLException failed) {
      session.close();
      if (LOCK_NOT_AVAILABLE.equals(failed.getSQLState())) throw new Held(failed);
      throw failed;
    }
    return new DeletionHold(session);
  }

  /**
   * @throws SQLException if the session ended, and the hold with it
   */
  public void check() throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute("select 1");
    }
  }

  @Override
  public void close() throws SQLException {
    try (Connection ending = session;
        Statement statement = ending.createStatement()) {
      statement.execute("select pg_advisory_unlock(" + KEY + ")"); // a pool keeps sessions
    }
  }
}
