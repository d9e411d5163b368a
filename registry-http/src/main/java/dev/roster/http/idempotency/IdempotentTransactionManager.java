package dev.roster.http.idempotency;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * Lets every transaction that may write, in a call with an idempotency key, join the one {@link
 * CallTransaction} of that call (I6).
 */
public final class IdempotentTransactionManager implements PlatformTransactionManager {
  private final PlatformTransactionManager transactions;

  public IdempotentTransactionManager(PlatformTransactionManager transactions) {
    this.transactions = transactions;
  }

  /**
   * Rolls back the whole transaction of this thread's call if the call has a key. The next change
   * begins it again.
   */
  public static void rollBackCall() {
    CallTransaction call = CallTransaction.current();
    if (call != null) call.rollBack();
  }

  /** The manager whose transactions do not join that of a call. */
  PlatformTransactionManager delegate() {
    return transactions;
  }

  @Override
  public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
    CallTransaction call = CallTransaction.current();
    if (call != null && mayWrite(definition)) call.begin();
    return transactions.getTransaction(definition);
  }

  private static boolean mayWrite(@Nullable TransactionDefinition definition) {
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
