package dev.roster.core.policy;

import dev.roster.core.reference.ModelRef;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says which policy judges which model, now and in the past. */
public interface PolicyInForceStore {
  /** The policy in force for a model: its own, or that of the longest prefix of its name. */
  Optional<PolicyInForce> inForce(ModelRef model, @Nullable Instant at);

  /** As above now, and nobody can change the policy before the transaction ends. */
  Optional<PolicyInForce> lockInForce(ModelRef model);

  /** Binds a model to a policy that the caller has locked. The caller holds the model's lock. */
  void bind(ModelRef model, Policy policy, String by, Instant at);

  /** Gives a model a document of its own. The caller holds the model's lock. */
  void bind(ModelRef model, PolicyDocument own, int revision, String by, Instant at);

  /** Ends what {@link #bind} did. The caller holds the model's lock. */
  void unbind(ModelRef model, String by, Instant at);

  /** The revision of the last document of its own that the model had; 0 if it never had one. */
  int lastOwnRevision(ModelRef model);
}
