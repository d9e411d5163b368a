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
 * what comes before, a body counted for minutes, holds no connection; and it ends when the answer
 * is known, which goes into it too.
 */
final class CallTransaction {
  private static final Logger LOG = LoggerFactory.getLogger(CallTransaction.class);
  private static final ThreadLocal<CallTransaction> CURRENT = new ThreadLocal<>();

  private final AnswerStore answers;
  private final IdempotentCall call;
  private final PlatformTransactionManager transactions;
  private @Nullable TransactionStatus transaction;
  private @Nullable Object before;
  private @Nullable Answer answered;

  CallTransaction(
      AnswerStore answers, IdempotentCall call, PlatformTransactionManager transactions) {
    this.answers = answers;
    this.call = call;
    this.transactions = transactions;
  }

  static @Nullable CallTransaction current() {
    return CURRENT.get();
  }

  void enter() {
    CURRENT.set(this);
  }

  static void leave() {
    CURRENT.remove();
  }

  boolean hasBegun() {
    return transaction != null;
  }

  /** The answer of a call that was faster, on this server or another. */
  Optional<Answer> answered() {
    return Optional.ofNullable(answered);
  }

  /**
   * Begins the transaction, unless it has; the key is held until it ends.
   *
   * @throws Refused {@code idempotency_key_in_use}: another call holds it, or has {@link #answered}
   */
  void begin() {
    if (transaction != null) return;
    TransactionStatus begun = transactions.getTransaction(new DefaultTransactionDefinition());
    try {
      if (!answers.tryLock(call.key())) throw inUse();
      answered = call.before(answers).orElse(null);
      if (answered != null) throw inUse();
      before = begun.createSavepoint();
      transaction = begun;
    } finally {
      if (transaction == null) rollBack(begun);
    }
  }

  /** Takes back what the call did, and keeps the transaction for its answer. */
  void takeBack() {
    if (transaction == null || before == null) return;
    transaction.rollbackToSavepoint(before);
    TransactionSynchronizationManager.clearSynchronization(); // hooks of what is undone
    TransactionSynchronizationManager.initSynchronization();
  }

  /** Ends it without a trace, if it has begun; it may begin again. */
  void undo() {
    TransactionStatus ending = transaction;
    transaction = null;
    before = null;
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
      LOG.warn("the connection was lost, which rolls back as well: {}", lost.getMessage());
    }
  }

  static Refused inUse() {
    return Refused.because(
        ProblemCode.IDEMPOTENCY_KEY_IN_USE,
        "A call with this Idempotency-Key is still running; repeat it after the time in"
            + " Retry-After.");
  }
}
