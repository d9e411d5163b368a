package dev.roster.core.policy;

import dev.roster.core.approval.PolicyBinding;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policy that judges a model.
 *
 * @param policy its name; null for a document of the model's own, and if none is in force
 * @param revision of the document; null if none is in force
 * @param own whether it was given to the model itself and not by a prefix
 */
public record PolicyInForce(
    @Nullable String policy, @Nullable Integer revision, boolean own, PolicyDocument document) {
  /** What holds for a model without a policy. */
  public static final PolicyInForce NONE =
      new PolicyInForce(null, null, false, PolicyDocument.NONE);

  /**
   * @param expected the revision of the model that the caller of a move named
   * @throws Refused {@code precondition_required} if the policy wants one and there is none
   */
  public void checkExpected(Optional<Long> expected) {
    if (document.requireIfMatch() && expected.isEmpty())
      throw Refused.because(
              ProblemCode.PRECONDITION_REQUIRED,
              "The policy of the model wants every move to name the state of the model that it is about.")
          .with(new Remedy.ReadAgain());
  }

  /** What approvals are bound to. */
  public PolicyBinding binding() {
    return new PolicyBinding(policy, revision, own);
  }

  /** For messages. */
  String described() {
    if (revision == null) return "none";
    return policy == null
        ? "the model's own policy, revision " + revision
        : "the policy %s, revision %d".formatted(policy, revision);
  }
}
