package dev.roster.http.problem;

import dev.roster.core.problem.OutcomeUnknown;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Tells apart a database that is unavailable, a concurrent change that won, and a fault of Roster.
 */
public final class DatabaseFault {
  private DatabaseFault() {}

  /** The refusal to answer with; empty if the failure is not one of the database. */
  public static Optional<Refused> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutcomeUnknown) return Optional.of(unknown(failure));
      if (cause instanceof SQLTransientConnectionException) return Optional.of(away(failure));
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        Optional<Refused> answer = ofState(sql.getSQLState(), failure);
        if (answer.isPresent()) return answer;
      }
    }
    if (failure instanceof DataAccessResourceFailureException
        || failure instanceof CannotCreateTransactionException
        || failure instanceof TransactionSystemException // ROLLBACK got no answer
        || failure instanceof QueryTimeoutException) return Optional.of(away(failure));
    if (failure instanceof PessimisticLockingFailureException
        || failure instanceof DuplicateKeyException) return lost(failure);
    return Optional.empty();
  }

  private static Optional<Refused> ofState(String state, Throwable failure) {
    return switch (state) {
      case "40001", "40P01", "55P03", "23505" -> lost(failure);
      case "57014", "25006", "25P03", "25P04" ->
          Optional.of(away(failure)); // too slow, read-only, idle
      case "53100" -> Optional.of(full(failure));
      case "54000", "54001" -> Optional.of(tooLarge(failure));
      default ->
          switch (state.substring(0, Math.min(2, state.length()))) {
            case "08", "53", "57", "58" -> Optional.of(away(failure));
            default -> Optional.empty();
          };
    };
  }

  private static Refused unknown(Throwable failure) {
    return Refused.because(
        ProblemCode.OUTCOME_UNKNOWN,
        "The connection to the database was lost at the commit, so it is unknown whether the change"
            + " was made. Read the object before you repeat the call. With an Idempotency-Key, a"
            + " repeated call has one effect.",
        failure);
  }

  private static Refused tooLarge(Throwable failure) {
    return Refused.because(
        ProblemCode.TOO_LARGE,
        "The request, or the answer to it, is larger than the database can process at once. Send or"
            + " ask for less.",
        failure);
  }

  private static Refused full(Throwable failure) {
    return Refused.because(
        ProblemCode.DATABASE_UNAVAILABLE,
        "The disk of the database is full. Nothing was changed. An operator has to make room; then"
            + " repeat the call.",
        failure);
  }

  static Refused away(Throwable failure) {
    return Refused.because(
        ProblemCode.DATABASE_UNAVAILABLE,
        "The database did not answer in time. Nothing was changed. Repeat the call after the time in"
            + " Retry-After.",
        failure);
  }

  private static Optional<Refused> lost(Throwable failure) {
    return Optional.of(
        Refused.because(
            ProblemCode.CONFLICT,
            "Another call changed the same thing at the same moment. Read it again and repeat the call.",
            failure));
  }
}
