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

/** Runs calls with a key, so that a call has its effect and its stored answer, or neither (I6). */
@Component
final class IdempotentExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(IdempotentExecutor.class);

  /** The rest of the chain: guard, controller, use case. */
  interface Handling {
    void run() throws ServletException, IOException;
  }

  private final AnswerStore answers;
  private final PlatformTransactionManager transactions;
  private final Set<Key> running = ConcurrentHashMap.newKeySet();

  IdempotentExecutor(AnswerStore answers, IdempotentTransactionManager transactions) {
    this.answers = answers;
    this.transactions = transactions.delegate();
  }

  /** Whether a call with the key was answered already. */
  boolean hasAnswer(Key key) {
    return answers.find(key).isPresent();
  }

  /**
   * Runs the call unless its key has an answer.
   *
   * @return empty if the call was run: {@code response} holds its answer, which may now be sent.
   *     Otherwise the stored answer, of an earlier call, or of this call if its connection to the
   *     database was lost at the commit.
   */
  Optional<Answer> run(IdempotentCall call, BufferedResponse response, Handling handling)
      throws ServletException, IOException {
    if (!running.add(call.key()))
      throw CallTransaction.inUse(); // other servers meet at the lock of the key
    try {
      Optional<Answer> stored = call.findAnswer(answers);
      return stored.isPresent() ? stored : runOnce(call, response, handling);
    } finally {
      running.remove(call.key());
    }
  }

  private Optional<Answer> runOnce(
      IdempotentCall call, BufferedResponse response, Handling handling)
      throws ServletException, IOException {
    CallTransaction transaction = new CallTransaction(answers, call, transactions);
    try {
      transaction.bindToThread();
      try {
        handling.run();
      } finally {
        CallTransaction.unbindFromThread();
      }
      return transaction.earlierAnswer().or(() -> end(transaction, call, response));
    } finally {
      transaction.rollBack(); // does nothing after a commit
    }
  }

  private Optional<Answer> end(
      CallTransaction transaction, IdempotentCall call, BufferedResponse response) {
    int status = response.getStatus();
    boolean succeeded = status >= 200 && status < 300;
    if (!succeeded && !isFinalRefusal(response)) return Optional.empty();
    if (!succeeded) transaction.rollBackChanges();
    try {
      transaction.begin(); // a call that changed nothing has not begun it
    } catch (Refused faster) {
      return Optional.of(transaction.earlierAnswer().orElseThrow(() -> faster));
    }
    answers.save(call.key(), call.answer(status, response.storedHeaders(), response.content()));
    return commit(transaction, call);
  }

  /** Whether the refusal is stored. A refusal that may pass, such as a lost race, is not. */
  private static boolean isFinalRefusal(BufferedResponse response) {
    int status = response.getStatus();
    return (status == 409 || status == 412) && response.getHeader(HttpHeaders.RETRY_AFTER) == null;
  }

  /** Empty if it is committed. Otherwise the stored answer, found after a lost commit (DB-01). */
  private Optional<Answer> commit(CallTransaction transaction, IdempotentCall call) {
    try {
      transaction.commit();
      return Optional.empty();
    } catch (OutcomeUnknown unknown) {
      LOG.warn("looking up the outcome of a commit that is unknown: {}", unknown.getMessage());
      return Optional.of(lookUp(call));
    }
  }

  private Answer lookUp(IdempotentCall call) {
    try {
      TransactionStatus reading = transactions.getTransaction(new DefaultTransactionDefinition());
      try {
        answers.lock(call.key()); // waits for the lost connection's server process to end
        return call.findAnswer(answers).orElseThrow(() -> unavailable(null));
      } finally {
        transactions.rollback(reading);
      }
    } catch (TransactionException | DataAccessException away) {
      throw unavailable(away);
    }
  }

  private static Refused unavailable(@Nullable Throwable cause) {
    String detail =
        "The connection to the database was lost before the change was confirmed. Repeat the call"
            + " with the same Idempotency-Key; together the calls have one effect.";
    return cause == null
        ? Refused.because(ProblemCode.DATABASE_UNAVAILABLE, detail)
        : Refused.because(ProblemCode.DATABASE_UNAVAILABLE, detail, cause);
  }
}
