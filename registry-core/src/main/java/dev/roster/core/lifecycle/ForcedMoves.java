package dev.roster.core.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.approval.PolicyBinding;
import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestClosing;
import dev.roster.core.approval.RequestStore;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.gate.Evidence;
import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.policy.PolicyInForce;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Records that a move was forced, and asks somebody else to review it. */
@Component
class ForcedMoves {
  private final RequestStore requests;
  private final AuditLog audit;
  private final ApplicationEventPublisher events;

  ForcedMoves(RequestStore requests, AuditLog audit, ApplicationEventPublisher events) {
    this.requests = requests;
    this.audit = audit;
    this.events = events;
  }

  void record(Transition move, PolicyInForce policy, Principal by) {
    events.publishEvent(new MoveForced(move));
    Map<String, Object> detail = new HashMap<>(TransitionExecution.detail(move));
    detail.put("failed", failed(move));
    audit.append(Change.of(by.actor(), Action.VERSION_FORCED, move.version(), detail));
    Request review = review(move, policy, by);
    requests.insert(review);
    Map<String, Object> facts = RequestClosing.facts(review);
    facts.put("reason", review.reason());
    audit.append(Change.of(by.actor(), Action.REQUEST_OPENED, move.version(), facts));
  }

  private static List<String> failed(Transition move) {
    return move.evidence().stream()
        .filter(found -> !found.passed())
        .map(Evidence::subject)
        .toList();
  }

  private static Request review(Transition move, PolicyInForce policy, Principal by) {
    PolicyDocument.RequiredApprovals approvals =
        policy.document().approvals(move.from(), move.to());
    PolicyBinding binding = policy.binding();
    return new Request(
        UUID.randomUUID(),
        Request.Kind.REVIEW,
        move.version(),
        move.from(),
        move.to(),
        move.reason(),
        Request.Execution.BY_HAND,
        Request.Requester.of(by),
        move.at(),
        Objects.requireNonNull(move.digest()),
        binding,
        Request.State.PENDING,
        1,
        approvals.notAuthor(),
        move.evidence(),
        null,
        List.of(),
        null,
        null,
        null);
  }
}
