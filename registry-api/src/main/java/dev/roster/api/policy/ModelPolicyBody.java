package dev.roster.api.policy;

import dev.roster.core.policy.PolicyInForce;
import dev.roster.core.reference.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy that judges a model.
 *
 * @param policy its name; null for a document of the model's own, and if there is no policy
 * @param revision null if there is no policy
 * @param own whether it was given to the model itself and not by a prefix
 */
record ModelPolicyBody(
    @Nullable String policy,
    @Nullable Integer revision,
    boolean own,
    @Nullable String description,
    List<PolicyEdgeBody> edges,
    Stage displacedTo,
    boolean requireIfMatch,
    @Nullable String drain,
    boolean retireAtSunset,
    PolicyDocumentBody.@Nullable RetentionBody retention) {
  static ModelPolicyBody of(PolicyInForce inForce) {
    return new ModelPolicyBody(
        inForce.policy(),
        inForce.revision(),
        inForce.own(),
        inForce.document().description(),
        inForce.document().edges().stream().map(PolicyEdgeBody::of).toList(),
        inForce.document().displacedTo(),
        inForce.document().requireIfMatch(),
        inForce.document().drain(),
        inForce.document().retireAtSunset(),
        PolicyDocumentBody.RetentionBody.of(inForce.document().retention()));
  }
}
