package dev.roster.storage.audit;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import org.springframework.jdbc.UncategorizedSQLException;

/** Refuses what a call still writes whose token was erased while it was running. */
public final class ErasedActor {
  /** What {@code refuse_erased} raises. */
  private static final String ERASED = "RE001";

  private ErasedActor() {}

  /**
   * Runs a statement that asks {@code refuse_erased}.
   *
   * @throws Refused {@code unauthenticated}
   */
  public static void refusing(Runnable statement) {
    try {
      statement.run();
    } catch (UncategorizedSQLException failed) {
      if (!ERASED.equals(String.valueOf(failed.getSQLException().getSQLState()))) throw failed;
      throw Refused.because(
          ProblemCode.UNAUTHENTICATED, "The token was revoked while the call was running.");
    }
  }
}
