package dev.roster.core.reference;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.Optional;

/** The revision a caller saw of what it wants to change. */
public final class Revision {
  private Revision() {}

  /**
   * @param expected from If-Match; empty: the caller takes what is there
   * @throws Refused {@code stale} when it changed since
   */
  public static void check(Optional<Long> expected, long actual) {
    if (expected.isPresent() && expected.get() != actual)
      throw Refused.because(
          ProblemCode.STALE,
          "It changed since you read it. Read it again, decide again, and send its new ETag in If-Match.");
  }
}
