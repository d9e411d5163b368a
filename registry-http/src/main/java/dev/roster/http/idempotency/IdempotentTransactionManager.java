package dev.roster.http.idempotency;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * Transactions of which those that change something, within a call that carries a key, are parts of
 * that call's one (I6).
 */
public final class IdempotentTransactionManager implements PlatformTransactionManager {
  private final PlatformTransactionManager transactions;

  public IdempotentTransactionManager(PlatformTransactionManager transactions) {
    this.transactions = transactions;
  }

  /**
   * Rolls back the whole transaction of this thread's call, if it carries a key; the next change
   * begins it anew.
   */
  public static void undo() {
    CallTransaction effect = CallTransaction.current();
    if (effect != null) effect.undo();
  }

  PlatformTransactionManager plain() {
    return transactions;
  }

  @Override
  public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
    CallTransaction effect = CallTransaction.current();
    if (effect != null && changes(definition)) effect.begin();
    return transactions.getTransaction(definition);
  }

  private static boolean changes(@Nullable TransactionDefinition definition) {
    return definition == null
        || !definition.isReadOnly()
            && definition.getPropagationBehavior() == TransactionDefinition.PROPAGATION_REQUIRED;
  }

  @Override
  public void commit(TransactionStatus status) {
    transactions.commit(status);
  }

  @Override
  public void rollback(TransactionStatus status) {
    transactions.rollback(status);
  }
}
