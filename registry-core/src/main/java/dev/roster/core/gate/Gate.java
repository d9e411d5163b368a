package dev.roster.core.gate;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.Optional;

/**
 * A rule that a move between stages must pass. Each bean of this type judges the moves of all
 * models; a policy adds the gates of its own to them. {@link Gates} asks all of them.
 *
 * <p>A gate judges what it is given, or reads stores itself. It is called within the transaction of
 * the move, which holds the locks of the model and of the version. It takes no locks and changes
 * nothing: a dry run calls it too.
 */
public interface Gate {
  /** The name that the evidence carries. It is part of the API. */
  String name();

  /** What the gate found; empty: the gate has no opinion on this move, and leaves no evidence. */
  Optional<Evidence> judge(Candidate candidate);

  /**
   * Whether the gate judges rollbacks too. A gate about how a version was made need not: what
   * served before may serve again.
   */
  default boolean judgesRollbacks() {
    return true;
  }

  /**
   * Whether a move may be forced that does not pass this gate. Nothing forces a move that cannot be
   * made at all.
   */
  default boolean canBeForced() {
    return true;
  }

  /** The refusal of a move that did not pass this gate. */
  default Refused refusal(Evidence failed) {
    return Refused.because(
        ProblemCode.GATE_FAILED,
        "The %s refuses the move: %s.".formatted(failed.subject(), failed.detail()));
  }
}
