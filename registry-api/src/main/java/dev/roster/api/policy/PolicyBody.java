package dev.roster.api.policy;

import dev.roster.core.policy.Policy;
import dev.roster.core.reference.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy as the API shows it.
 *
 * @param prefixes of the names of models that it judges
 * @param changedBy who gave it this document
 */
record PolicyBody(
    String name,
    int revision,
    @Nullable String description,
    List<PolicyEdgeBody> edges,
    Stage displacedTo,
    boolean requireIfMatch,
    @Nullable String drain,
    boolean retireAtSunset,
    PolicyDocumentBody.@Nullable RetentionBody retention,
    List<String> prefixes,
    Instant changedAt,
    String changedBy) {
  static PolicyBody of(Policy policy) {
    return new PolicyBody(
        policy.name(),
        policy.revision(),
        policy.document().description(),
        policy.document().edges().stream().map(PolicyEdgeBody::of).toList(),
        policy.document().displacedTo(),
        policy.document().requireIfMatch(),
        policy.document().drain(),
        policy.document().retireAtSunset(),
        PolicyDocumentBody.RetentionBody.of(policy.document().retention()),
        policy.prefixes(),
        policy.changedAt(),
        policy.changedBy());
  }
}
