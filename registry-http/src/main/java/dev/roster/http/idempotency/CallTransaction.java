package dev.roster.http.idempotency;

import dev.roster.core.idempotency.AnswerStore;
import dev.roster.core.idempotency.AnswerStore.Answer;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transaction of a call with a key. It begins when the call first changes something, so that
 * the work before, which may take minutes, holds no connection. It ends when the answer is known
 * and stored in it.
 */
final class CallTransaction {
  private static final Logger LOG = LoggerFactory.getLogger(CallTransaction.class);
  private static final ThreadLocal<CallTransaction> CURRENT = new ThreadLocal<>();

  private final AnswerStore answers;
  private final IdempotentCall call;
  private final PlatformTransactionManager transactions;
  private @Nullable TransactionStatus transaction;
  private @Nullable Object savepoint;
  private @Nullable Answer earlierAnswer;

  CallTransaction(
      AnswerStore answers, IdempotentCall call, PlatformTransactionManager transactions) {
    this.answers = answers;
    this.call = call;
    this.transactions = transactions;
  }

  static @Nullable CallTransaction current() {
    return CURRENT.get();
  }

  /** Makes this the transaction that changes of the current thread belong to. */
  void bindToThread() {
    CURRENT.set(this);
  }

  static void unbindFromThread() {
    CURRENT.remove();
  }

  /** The answer of a call with the same key that was faster, on this server or another. */
  Optional<Answer> earlierAnswer() {
    return Optional.ofNullable(earlierAnswer);
  }

  /**
   * Begins the transaction if it has not begun, and locks the key until it ends.
   *
   * @throws Refused {@code idempotency_key_in_use} if another call has locked the key, or has given
   *     the {@link #earlierAnswer}
   */
  void begin() {
    if (transaction != null) return;
    TransactionStatus begun = transactions.getTransaction(new DefaultTransactionDefinition());
    try {
      if (!answers.tryLock(call.key())) throw inUse();
      earlierAnswer = call.findAnswer(answers).orElse(null);
      if (earlierAnswer != null) throw inUse();
      savepoint = begun.createSavepoint();
      transaction = begun;
    } finally {
      if (transaction == null) rollBack(begun);
    }
  }

  /** Rolls back the changes of the call, and keeps the transaction open for its answer. */
  void rollBackChanges() {
    if (transaction == null || savepoint == null) return;
    transaction.rollbackToSavepoint(savepoint);
    TransactionSynchronizationManager.clearSynchronization(); // hooks of the undone changes
    TransactionSynchronizationManager.initSynchronization();
  }

  /** Rolls back the whole transaction if it has begun. It may begin again. */
  void rollBack() {
    TransactionStatus ending = transaction;
    transaction = null;
    savepoint = null;
    if (ending != null) rollBack(ending);
  }

  void commit() {
    TransactionStatus ending = transaction;
    transaction = null;
    if (ending != null) transactions.commit(ending);
  }

  private void rollBack(TransactionStatus ending) {
    try {
      transactions.rollback(ending);
    } catch (TransactionException | DataAccessException lost) {
      LOG.warn("the connection was lost, so the database rolls back: {}", lost.getMessage());
    }
  }

  static Refused inUse() {
    return Refused.because(
        ProblemCode.IDEMPOTENCY_KEY_IN_USE,
        "A call with this Idempotency-Key is still running. Repeat the call after the time in"
            + " Retry-After.");
  }
}
