package dev.roster.app.database;

import dev.roster.core.problem.OutcomeUnknown;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Distinguishes a transaction that was not committed from one whose outcome is unknown because the
 * connection was lost after COMMIT was sent (DB-01).
 */
final class OutcomeAwareTransactionManager extends JdbcTransactionManager {
  OutcomeAwareTransactionManager(DataSource source) {
    super(source);
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    try {
      super.doCommit(status);
    } catch (RuntimeException failed) {
      if (!DatabaseFailure.lostConnection(failed)) throw failed; // PostgreSQL refused the commit
      throw new OutcomeUnknown(failed);
    }
  }
}
