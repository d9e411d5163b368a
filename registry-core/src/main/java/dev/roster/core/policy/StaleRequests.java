package dev.roster.core.policy;

import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestClosing;
import dev.roster.core.approval.RequestStore;
import dev.roster.core.audit.Actor;
import dev.roster.core.model.ModelRenamed;
import dev.roster.core.reference.ModelRef;
import java.time.Instant;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Voids the open requests of models that are judged by another policy, or another revision of it,
 * within the transaction that changes this.
 */
@Component
class StaleRequests {
  private final PolicyInForceStore policies;
  private final RequestStore requests;
  private final RequestClosing closing;

  StaleRequests(PolicyInForceStore policies, RequestStore requests, RequestClosing closing) {
    this.policies = policies;
    this.requests = requests;
    this.closing = closing;
  }

  void policyChanged(String name, Instant at, Actor by) {
    judge(requests.lockOpen(name, at), at, by);
  }

  void prefixesChanged(List<String> prefixes, Instant at, Actor by) {
    judge(requests.lockOpenByPrefix(prefixes, at), at, by);
  }

  void bindingChanged(ModelRef model, Instant at, Actor by) {
    judge(requests.lockOpen(model, at), at, by);
  }

  /** A policy of a prefix may no longer judge the model, or another one. */
  @EventListener
  void renamed(ModelRenamed renamed) {
    judge(requests.lockOpen(renamed.model(), renamed.at()), renamed.at(), renamed.by());
  }

  private void judge(List<Request> open, Instant at, Actor by) {
    for (Request request : open) {
      PolicyInForce now =
          policies.inForce(request.version().model(), null).orElse(PolicyInForce.NONE);
      if (!now.binding().equals(request.policy()))
        closing.voided(request, "the policy changed: it is now " + now.described(), at, by);
    }
  }
}
