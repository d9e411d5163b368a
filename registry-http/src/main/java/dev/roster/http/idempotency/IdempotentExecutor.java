package dev.roster.http.idempotency;

import dev.roster.core.idempotency.AnswerStore;
import dev.roster.core.idempotency.AnswerStore.Answer;
import dev.roster.core.idempotency.AnswerStore.Key;
import dev.roster.core.problem.OutcomeUnknown;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The effect of a call and the row of its answer, both or neither. */
@Component
final class IdempotentExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(IdempotentExecutor.class);

  /** The rest of the chain: guard, controller, use case. */
  interface Call {
    void run() throws ServletException, IOException;
  }

  private final AnswerStore answers;
  private final PlatformTransactionManager transactions;
  private final Set<Key> running = ConcurrentHashMap.newKeySet();

  IdempotentExecutor(AnswerStore answers, IdempotentTransactionManager transactions) {
    this.answers = answers;
    this.transactions = transactions.plain();
  }

  /**
   * Empty if the call was run, and {@code held} has its answer, which may now go out. Otherwise the
   * answer that was given before, by an earlier call or by this one before its connection was lost.
   */
  Optional<Answer> run(IdempotentCall retryable, BufferedResponse held, Call call)
      throws ServletException, IOException {
    if (!running.add(retryable.key()))
      throw CallTransaction.inUse(); // other servers are met at the effect
    try {
      Optional<Answer> before = retryable.before(answers);
      return before.isPresent() ? before : runOnce(retryable, held, call);
    } finally {
      running.remove(retryable.key());
    }
  }

  private Optional<Answer> runOnce(IdempotentCall retryable, BufferedResponse held, Call call)
      throws ServletException, IOException {
    CallTransaction effect = new CallTransaction(answers, retryable, transactions);
    try {
      effect.enter();
      try {
        call.run();
      } finally {
        CallTransaction.leave();
      }
      return effect.answered().or(() -> end(effect, retryable, held));
    } finally {
      effect.undo(); // unless it was committed
    }
  }

  private Optional<Answer> end(
      CallTransaction effect, IdempotentCall retryable, BufferedResponse held) {
    int status = held.getStatus();
    boolean done = status >= 200 && status < 300;
    if (!done && !isRefusedForGood(held)) return Optional.empty();
    if (!done) effect.takeBack();
    try {
      effect.begin(); // for what changed nothing
    } catch (Refused faster) {
      return Optional.of(effect.answered().orElseThrow(() -> faster));
    }
    answers.save(retryable.key(), retryable.answer(status, held.keptHeaders(), held.content()));
    return commit(effect, retryable);
  }

  /** What is worth repeating, as a race that was lost, is not kept. */
  private static boolean isRefusedForGood(BufferedResponse held) {
    int status = held.getStatus();
    return (status == 409 || status == 412) && held.getHeader(HttpHeaders.RETRY_AFTER) == null;
  }

  /** Empty if it is committed. Otherwise the answer found after COMMIT's own was lost (DB-01). */
  private Optional<Answer> commit(CallTransaction effect, IdempotentCall retryable) {
    try {
      effect.commit();
      return Optional.empty();
    } catch (OutcomeUnknown unknown) {
      LOG.warn("the outcome of a commit is unknown, looking for it: {}", unknown.getMessage());
      return Optional.of(lookUp(retryable));
    }
  }

  private Answer lookUp(IdempotentCall retryable) {
    try {
      TransactionStatus anew = transactions.getTransaction(new DefaultTransactionDefinition());
      try {
        answers.lock(retryable.key()); // the lost connection's server process may still be at it
        return retryable.before(answers).orElseThrow(() -> lost(null));
      } finally {
        transactions.rollback(anew);
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
}
