package dev.roster.core.lifecycle;

import dev.roster.core.approval.PolicyBinding;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.reference.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A move that may be made.
 *
 * @param evidence what the gates found
 * @param policy that judged it
 * @param displacedTo the stage that the holder goes to
 * @param forced whether it is made in spite of gates that it did not pass
 */
record JudgedMove(
    Candidate candidate,
    @Nullable String reason,
    List<Evidence> evidence,
    PolicyBinding policy,
    Stage displacedTo,
    boolean forced) {
  Transition.Grounds grounds() {
    return new Transition.Grounds(policy.policy(), policy.revision(), forced, null);
  }
}
