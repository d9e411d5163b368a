package dev.roster.core.artifact;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.Optional;
import java.util.function.Predicate;

/** A condition on the artifact at a path, without which a change is refused. */
public interface Precondition extends Predicate<Optional<Artifact>> {
  /** No condition, so that what is at the path need not be read. */
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
        "The file at the path is not the one that the precondition of the call asks for. Read it again, then decide.");
  }
}
