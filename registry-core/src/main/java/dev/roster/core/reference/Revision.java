package dev.roster.core.reference;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import java.util.Optional;

/** Checks the revision that a caller saw of the resource that it wants to change. */
public final class Revision {
  private Revision() {}

  /**
   * @param expected what the caller saw; empty if the caller accepts any revision
   * @throws Refused {@code stale} when it changed since
   */
  public static void check(Optional<Long> expected, long actual) {
    if (expected.isPresent() && expected.get() != actual)
      throw Refused.because(ProblemCode.STALE, "It changed since you read it.")
          .with(new Remedy.ReadAgain());
  }
}
