package dev.roster.core.request;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.approval.Approval;
import dev.roster.core.approval.Approval.Decision;
import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestClosing;
import dev.roster.core.approval.RequestStore;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.lifecycle.Transitions;
import dev.roster.core.model.ModelStore;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes people's decisions on requests. */
@Service
public class Decisions {
  private static final int MAX_DECISIONS = 1_000;

  private final RequestStore requests;
  private final RequestClosing closing;
  private final RequestedMoves moves;
  private final Transitions transitions;
  private final ModelStore models;
  private final AuditLog audit;
  private final Clock clock;

  Decisions(
      RequestStore requests,
      RequestClosing closing,
      RequestedMoves moves,
      Transitions transitions,
      ModelStore models,
      AuditLog audit,
      Clock clock) {
    this.requests = requests;
    this.closing = closing;
    this.moves = moves;
    this.transitions = transitions;
    this.models = models;
    this.audit = audit;
    this.clock = clock;
  }

  /** A decision that was taken, and the request as it is after it. */
  public record Decided(Approval approval, Request request) {}

  /**
   * Approves or rejects a request. The last approval that a request needs also makes its move, if
   * the request says so.
   *
   * @throws Refused {@code invalid_field}, {@code request_not_found}, {@code request_closed},
   *     {@code separation_of_duties}, {@code limit_reached}
   */
  @Transactional
  public Decided decide(UUID id, Decision decision, @Nullable String reason, Principal by) {
    check(decision, reason);
    Request request = lockOpen(id);
    checkDuties(request, by);
    if (requests.countApprovals(request) >= MAX_DECISIONS)
      throw Refused.because(
          ProblemCode.LIMIT_REACHED,
          "The request has had %,d decisions, which is the limit.".formatted(MAX_DECISIONS));
    Instant now = now();
    Approval given = new Approval(UUID.randomUUID(), by.name(), decision, reason, now, true);
    requests.insert(request, given, by);
    switch (decision) {
      case APPROVE -> approved(request, given, now, by);
      case REJECT -> closing.close(request, Request.State.REJECTED, reason, now, by.actor());
    }
    return new Decided(given, requests.find(id, now).orElseThrow(Requests::missing));
  }

  private void approved(Request before, Approval given, Instant now, Principal by) {
    Map<String, Object> facts = RequestClosing.facts(before);
    facts.put("approval", given.id().toString());
    if (given.reason() != null) facts.put("reason", given.reason());
    audit.append(Change.of(by.actor(), Action.APPROVAL_GIVEN, before.version(), facts));
    Request after = requests.find(before.id(), now).orElseThrow(Requests::missing);
    if (after.state() != Request.State.APPROVED) return;
    if (after.kind() == Request.Kind.REVIEW) {
      closing.close(after, Request.State.APPROVED, null, now, by.actor());
      return;
    }
    if (before.state() != Request.State.APPROVED)
      audit.append(
          Change.of(
              by.actor(), Action.REQUEST_APPROVED, before.version(), RequestClosing.facts(before)));
    moves.makeIfDue(after);
  }

  /**
   * Takes one's own decision back while the request is open.
   *
   * @throws Refused {@code request_not_found}, {@code approval_not_found}, {@code request_closed},
   *     {@code forbidden}
   */
  @Transactional
  public void withdraw(UUID id, UUID approval, Principal by) {
    Request request = lockOpen(id);
    boolean own = requests.isOwn(request, approval, by).orElseThrow(Decisions::missing);
    if (!own)
      throw Refused.because(
          ProblemCode.FORBIDDEN, "Somebody else made the decision. One can withdraw one's own.");
    requests.withdraw(request, approval, now());
    Map<String, Object> facts = RequestClosing.facts(request);
    facts.put("approval", approval.toString());
    audit.append(Change.of(by.actor(), Action.APPROVAL_WITHDRAWN, request.version(), facts));
  }

  public static Refused missing() {
    return Refused.because(
        ProblemCode.APPROVAL_NOT_FOUND, "The request has no decision of this id.");
  }

  /**
   * Locks what the move of the request locks, and then the request.
   *
   * @throws Refused {@code request_closed}, also if it is closed while this waits
   */
  private Request lockOpen(UUID id) {
    Request seen = find(id);
    Requests.checkOpen(seen);
    models.lock(seen.version().model());
    Requests.checkOpen(find(id));
    if (seen.kind() == Request.Kind.TRANSITION) transitions.lock(seen.version(), seen.to());
    Request request = requests.lock(id, now()).orElseThrow(Requests::missing);
    Requests.checkOpen(request);
    return request;
  }

  private Request find(UUID id) {
    return requests.find(id, now()).orElseThrow(Requests::missing);
  }

  /** Who made or asked for it does not decide on it, and nobody decides twice. */
  private void checkDuties(Request request, Principal by) {
    RequestStore.Bars bars = requests.bars(request, by);
    String why = null;
    if (bars.decided()) why = "has decided on it already";
    else if (request.kind() == Request.Kind.REVIEW && bars.requester()) why = "forced the move";
    else if (request.notAuthor() && bars.requester()) why = "asked for the move";
    else if (request.notAuthor() && bars.author()) why = "registered the version";
    else if (request.notAuthor() && bars.uploader()) why = "uploaded to the version";
    if (why != null)
      throw Refused.because(
          ProblemCode.SEPARATION_OF_DUTIES,
          "%s %s, so somebody else has to decide.".formatted(by.name(), why));
  }

  private static void check(Decision decision, @Nullable String reason) {
    Faults faults = new Faults();
    if (decision == Decision.REJECT) faults.requiredText(field("reason"), reason, 2_000);
    else faults.text(field("reason"), reason, 2_000);
    faults.throwIfAny();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
