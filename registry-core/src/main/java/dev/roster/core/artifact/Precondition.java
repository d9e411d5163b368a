package dev.roster.core.artifact;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.Optional;
import java.util.function.Predicate;

/** What must hold of what is at the path for a change to be made. */
public interface Precondition extends Predicate<Optional<Artifact>> {
  Precondition NONE = there -> true;

  /**
   * @throws Refused {@code stale}
   */
  default void check(Optional<Artifact> there) {
    if (!test(there)) throw stale();
  }

  static Refused stale() {
    return Refused.because(
        ProblemCode.STALE,
        "What is at the path is not what the precondition of the call asks for. Read it again, then decide.");
  }
}
