package dev.roster.core.request;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestClosing;
import dev.roster.core.approval.RequestFilter;
import dev.roster.core.approval.RequestStore;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.gate.Judgement;
import dev.roster.core.lifecycle.Transition;
import dev.roster.core.lifecycle.Transitions;
import dev.roster.core.model.ModelStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.policy.Policies;
import dev.roster.core.policy.PolicyDocument.RequiredApprovals;
import dev.roster.core.policy.PolicyInForce;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Revision;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens, shows, withdraws and executes requests for moves. */
@Service
public class Requests {
  private static final int MAX_REQUESTS = 10_000;

  private final RequestStore requests;
  private final RequestClosing closing;
  private final RequestedMoves moves;
  private final Transitions transitions;
  private final Policies policies;
  private final ModelStore models;
  private final VersionStore versions;
  private final AuditLog audit;
  private final Clock clock;

  Requests(
      RequestStore requests,
      RequestClosing closing,
      RequestedMoves moves,
      Transitions transitions,
      Policies policies,
      ModelStore models,
      VersionStore versions,
      AuditLog audit,
      Clock clock) {
    this.requests = requests;
    this.closing = closing;
    this.moves = moves;
    this.transitions = transitions;
    this.policies = policies;
    this.models = models;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  /** A request as it is sent. */
  public record Draft(Stage to, @Nullable String reason, Request.Execution execution) {}

  /**
   * Asks for a move. If its policy demands no approvals, the request is approved as it is made.
   *
   * @param expected the revision that the model must have
   * @throws Refused {@code invalid_field}, {@code forbidden}, {@code version_not_ready}, {@code
   *     transition_not_allowed}, {@code request_open}, {@code limit_reached}, {@code stale}, {@code
   *     precondition_required} if the move is made at once
   */
  @Transactional
  public Request open(VersionRef ref, Draft draft, Optional<Long> expected, Principal by) {
    ModelAccess.requireOneOf(EnumSet.of(Permission.PROMOTE, Permission.UPLOAD), ref.model(), by);
    Transitions.checkReason(draft.to().needsReason(), draft.reason());
    policies.keepPrefixes();
    Revision.check(expected, models.lock(ref.model()));
    PolicyInForce policy = transitions.lock(ref, draft.to());
    Version version = versions.read(ref);
    Judgement judgement = transitions.judge(ref, draft.to(), draft.reason(), by.name());
    if (!judgement.canBeForced()) judgement.orRefuse();
    RequiredApprovals needed = policy.document().approvals(version.stage(), draft.to());
    if (needed.count() == 0 && draft.execution() == Request.Execution.WHEN_APPROVED) {
      ModelAccess.require(Permission.PROMOTE, ref.model(), by);
      policy.checkExpected(expected);
    }
    Instant now = now();
    requests.open(ref, draft.to(), now).ifPresent(before -> makeRoom(before, now, by));
    if (requests.count(ref) >= MAX_REQUESTS)
      throw Refused.because(
          ProblemCode.LIMIT_REACHED,
          "%s has had %,d requests, which is the limit.".formatted(ref, MAX_REQUESTS));
    Request request =
        new Request(
            UUID.randomUUID(),
            Request.Kind.TRANSITION,
            ref,
            version.stage(),
            draft.to(),
            draft.reason(),
            draft.execution(),
            Request.Requester.of(by),
            now,
            Objects.requireNonNull(version.digest()),
            policy.binding(),
            Request.State.PENDING,
            needed.count(),
            needed.notAuthor(),
            judgement.evidence(),
            now.plus(needed.life()),
            List.of(),
            null,
            null,
            null);
    requests.insert(request);
    Map<String, Object> facts = RequestClosing.facts(request);
    if (draft.reason() != null) facts.put("reason", draft.reason());
    audit.append(Change.of(by.actor(), Action.REQUEST_OPENED, ref, facts));
    Request made = find(request.id(), now);
    moves.makeIfDue(made);
    return read(made.id());
  }

  private void makeRoom(Request before, Instant now, Principal by) {
    if (before.isOpen())
      throw Refused.because(
              ProblemCode.REQUEST_OPEN,
              "A request for this move of %s is open already: %s, by %s, %s."
                  .formatted(
                      before.version(), before.id(), before.by().name(), before.state().wire()))
          .with(new Remedy.ListRequests());
    Request expired = requests.lock(before.id(), now).orElseThrow(Requests::missing);
    closing.close(expired, Request.State.EXPIRED, null, now, by.actor());
  }

  /**
   * The request, which the gates judge now if it is open.
   *
   * @throws Refused {@code request_not_found}
   */
  @Transactional(readOnly = true)
  public Request read(UUID id) {
    return moves.judged(find(id, now()));
  }

  /**
   * @throws Refused {@code request_not_found}
   */
  public ModelRef modelOf(UUID id) {
    return requests.modelOf(id).orElseThrow(Requests::missing);
  }

  /** Newest first. */
  @Transactional(readOnly = true)
  public Page<Request> list(RequestFilter filter, PageRequest page) {
    return requests.list(filter, now(), page).map(moves::judged);
  }

  /**
   * Takes a request back. Its requester may, and whoever administers the model.
   *
   * @throws Refused {@code request_not_found}, {@code request_closed}, {@code forbidden}
   */
  @Transactional
  public void withdraw(UUID id, Principal by) {
    checkOpen(find(id, now()));
    models.lock(modelOf(id));
    Instant now = now();
    Request request = requests.lock(id, now).orElseThrow(Requests::missing);
    checkOpen(request);
    if (request.kind() == Request.Kind.REVIEW)
      throw Refused.because(
          ProblemCode.FORBIDDEN,
          "A review of a forced move cannot be withdrawn. Somebody else's decision closes it.");
    if (!requests.isOf(request, by) && !by.may(Permission.GRANT, request.version().model()))
      throw Refused.because(
          ProblemCode.FORBIDDEN,
          "The request is by %s. Only they and the model's administrators can withdraw it; an approver can reject it."
              .formatted(request.by().name()));
    closing.close(request, Request.State.WITHDRAWN, null, now, by.actor());
  }

  /**
   * Makes the move of an approved request.
   *
   * @param expected the revision that the model must have
   * @throws Refused {@code request_not_found}, {@code request_closed}, {@code gate_failed}, {@code
   *     approval_required}, {@code stale}, {@code precondition_required}
   */
  @Transactional
  public Transition execute(UUID id, Optional<Long> expected, Principal by) {
    checkOpen(find(id, now()));
    models.lock(modelOf(id));
    Request request = find(id, now());
    checkOpen(request);
    if (request.kind() == Request.Kind.REVIEW)
      throw Refused.because(
          ProblemCode.REQUEST_CLOSED,
          "The request is a review of a move that was made. There is nothing to execute.");
    Transition made =
        transitions.move(
            new Transitions.Wish(request.version(), request.to(), request.reason(), expected), by);
    if (!id.equals(made.grounds().request()))
      throw Refused.because(
          ProblemCode.CONFLICT, "The request was closed while it was executed. Read it again.");
    return made;
  }

  /**
   * @throws Refused {@code request_closed}
   */
  static void checkOpen(Request request) {
    if (!request.isOpen())
      throw Refused.because(
              ProblemCode.REQUEST_CLOSED,
              "The request is %s%s. Only an open one can be decided, withdrawn or executed."
                  .formatted(
                      request.state().wire(),
                      request.detail() == null ? "" : " (" + request.detail() + ")"))
          .with(new Remedy.ListRequests());
  }

  private Request find(UUID id, Instant now) {
    return requests.find(id, now).orElseThrow(Requests::missing);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  public static Refused missing() {
    return Refused.because(ProblemCode.REQUEST_NOT_FOUND, "There is no request of this id.")
        .with(new Remedy.ListRequests());
  }
}
