package dev.roster.core.problem;

import org.springframework.transaction.TransactionSystemException;

/** The connection was lost after COMMIT was sent: whether the change was made is not known. */
public final class OutcomeUnknown extends TransactionSystemException {
  public OutcomeUnknown(Throwable cause) {
    super("the connection to the database was lost at the commit", cause);
  }
}
