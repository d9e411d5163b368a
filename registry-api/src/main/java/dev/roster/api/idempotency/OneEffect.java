package dev.roster.api.idempotency;

import dev.roster.core.idempotency.Answers;
import dev.roster.core.idempotency.Answers.Answer;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The effect of a call and the row of its answer, both or neither. */
final class OneEffect {
  private static final Logger LOG = LoggerFactory.getLogger(OneEffect.class);

  /** The rest of the chain: guard, controller, use case. */
  interface Call {
    void run() throws ServletException, IOException;
  }

  private enum Ending {
    COMMIT,
    ROLL_BACK
  }

  private final Answers answers;
  private final PlatformTransactionManager transactions;

  OneEffect(Answers answers, PlatformTransactionManager transactions) {
    this.answers = answers;
    this.transactions = transactions;
  }

  /**
   * Empty: the call was run, and {@code held} has its answer, which may now go out. Otherwise the
   * answer that was given before, by an earlier call or by this one before its connection was lost.
   */
  Optional<Answer> run(Retryable retryable, HeldResponse held, Call call)
      throws ServletException, IOException {
    TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
    Ending ending = Ending.ROLL_BACK;
    try {
      if (retryable.takesRows()) answers.allowLongCall();
      if (!answers.tryHold(retryable.key())) throw inUse();
      Optional<Answer> before = retryable.before(answers);
      if (before.isPresent()) return before;
      ending = runOnce(retryable, held, call, transaction);
    } finally {
      if (ending == Ending.ROLL_BACK) rollBack(transaction);
    }
    return ending == Ending.COMMIT ? commit(retryable, transaction) : Optional.empty();
  }

  private Ending runOnce(
      Retryable retryable, HeldResponse held, Call call, TransactionStatus transaction)
      throws ServletException, IOException {
    List<TransactionSynchronization> hooks =
        TransactionSynchronizationManager.getSynchronizations();
    Object savepoint = transaction.createSavepoint();
    call.run();
    int status = held.getStatus();
    boolean done = status >= 200 && status < 300;
    boolean refusedForGood = status == 409 || status == 412;
    if (!done && !refusedForGood) return Ending.ROLL_BACK;
    if (refusedForGood) {
      transaction.rollbackToSavepoint(savepoint);
      TransactionSynchronizationManager.clearSynchronization(); // hooks of what is undone
      TransactionSynchronizationManager.initSynchronization();
      hooks.forEach(TransactionSynchronizationManager::registerSynchronization);
    }
    answers.keep(retryable.key(), retryable.answer(status, held.keptHeaders(), held.content()));
    return Ending.COMMIT;
  }

  /** Empty: it is committed. Otherwise the answer found after COMMIT's own was lost (DB-01). */
  private Optional<Answer> commit(Retryable retryable, TransactionStatus transaction) {
    try {
      transactions.commit(transaction);
      return Optional.empty();
    } catch (UnexpectedRollbackException undone) {
      throw undone; // a handler said yes over a transaction that was marked no: our fault
    } catch (TransactionException | DataAccessException unknown) {
      LOG.warn("the outcome of a commit is unknown, looking for it: {}", unknown.getMessage());
      return Optional.of(lookUp(retryable));
    }
  }

  private Answer lookUp(Retryable retryable) {
    try {
      TransactionStatus anew = transactions.getTransaction(new DefaultTransactionDefinition());
      try {
        answers.hold(retryable.key()); // the lost connection's server process may still be at it
        return retryable.before(answers).orElseThrow(() -> lost(null));
      } finally {
        rollBack(anew);
      }
    } catch (TransactionException | DataAccessException away) {
      throw lost(away);
    }
  }

  private static Refused lost(@Nullable Throwable cause) {
    String detail =
        "The database was lost before the change was known to be made; repeat the call with the same"
            + " Idempotency-Key, which has one effect.";
    return cause == null
        ? Refused.because(ProblemCode.DATABASE_UNAVAILABLE, detail)
        : Refused.because(ProblemCode.DATABASE_UNAVAILABLE, detail, cause);
  }

  private void rollBack(TransactionStatus transaction) {
    try {
      transactions.rollback(transaction);
    } catch (TransactionException | DataAccessException lost) {
      LOG.warn("the connection was lost, which rolls back as well: {}", lost.getMessage());
    }
  }

  private static Refused inUse() {
    return Refused.because(
        ProblemCode.IDEMPOTENCY_KEY_IN_USE,
        "A call with this Idempotency-Key is still running; repeat it after the time in"
            + " Retry-After.");
  }
}
