package dev.roster.core.request;

import dev.roster.core.approval.Request;
import dev.roster.core.gate.Judgement;
import dev.roster.core.lifecycle.Transitions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges the moves that requests ask for, and makes those that are due. */
@Component
class RequestedMoves {
  private final Transitions transitions;

  RequestedMoves(Transitions transitions) {
    this.transitions = transitions;
  }

  /** The request as it is; if it is open, with what the gates find now. */
  Request judged(Request request) {
    if (!request.isOpen() || request.kind() != Request.Kind.TRANSITION) return request;
    Judgement judgement =
        transitions.judge(request.version(), request.to(), request.reason(), request.by().name());
    return request.with(judgement.evidence(), whyNotMade(request, judgement));
  }

  /** Why an approved request is not executed yet; null if it is not to be. */
  private static @Nullable String whyNotMade(Request request, Judgement judgement) {
    if (request.state() != Request.State.APPROVED) return null;
    if (judgement.refusal().isPresent())
      return String.valueOf(judgement.refusal().get().getMessage());
    if (request.execution() == Request.Execution.BY_HAND) return null;
    return request.by().entitled()
        ? "It passes all gates now. Somebody who may promote can execute it."
        : "The token of %s was revoked or lost its rights, so nothing is done in its name. Somebody who may promote can execute it."
            .formatted(request.by().name());
  }

  /**
   * Makes the move of a request that is to be executed when it is approved, in the name of its
   * requester. If a gate fails, or the requester has lost the right to ask, the request stays
   * approved. The caller took the locks of the move.
   */
  void makeIfDue(Request request) {
    if (request.kind() == Request.Kind.TRANSITION
        && request.execution() == Request.Execution.WHEN_APPROVED
        && request.state() == Request.State.APPROVED
        && request.by().entitled())
      transitions.moveIfAllowed(
          request.version(), request.to(), request.reason(), request.by().principalWithoutGrants());
  }
}
