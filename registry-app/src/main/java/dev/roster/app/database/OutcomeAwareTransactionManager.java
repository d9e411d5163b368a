package dev.roster.app.database;

import dev.roster.core.problem.OutcomeUnknown;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Tells a transaction that was not committed from one of which it is not known: when the connection
 * is lost after COMMIT was sent (DB-01).
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
      if (!DatabaseFailure.lostConnection(failed)) throw failed; // PostgreSQL has said no
      throw new OutcomeUnknown(failed);
    }
  }
}
