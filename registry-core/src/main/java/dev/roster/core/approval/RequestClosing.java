package dev.roster.core.approval;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.gate.Evidence;
import dev.roster.core.model.ModelDeleted;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.VersionDeleted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Closes requests, each with its audit entry, within the transaction of what closes them. */
@Component
public class RequestClosing {
  private final RequestStore requests;
  private final AuditLog audit;

  RequestClosing(RequestStore requests, AuditLog audit) {
    this.requests = requests;
    this.audit = audit;
  }

  /**
   * A version that is about to move.
   *
   * @param evidence what the gates found
   */
  public record Move(
      VersionRef version,
      Stage to,
      @Nullable String digest,
      PolicyBinding policy,
      List<Evidence> evidence) {}

  /**
   * Executes the approved request for a move, and voids all other requests of the versions.
   *
   * @param versions that move, the one that is displaced too
   * @return the request that was executed; empty if none was approved
   */
  public Optional<UUID> moved(List<VersionRef> versions, Move move, Instant now, Actor by) {
    Optional<UUID> executed = Optional.empty();
    for (Request request : requests.lockOpen(versions, now))
      if (permits(request, move)) {
        close(request.with(move.evidence(), null), Request.State.EXECUTED, null, now, by);
        executed = Optional.of(request.id());
      } else {
        voided(request, "version %d moved".formatted(number(request)), now, by);
      }
    return executed;
  }

  private static boolean permits(Request request, Move move) {
    return request.state() == Request.State.APPROVED
        && request.version().equals(move.version())
        && request.to() == move.to()
        && request.isFor(move.digest(), move.policy());
  }

  /** Voids all requests of a version whose bytes are about to be reclaimed. */
  public void reclaimed(VersionRef version, Instant now, Actor by) {
    for (Request request : requests.lockOpen(List.of(version), now))
      voided(
          request, "the bytes of version %d were reclaimed".formatted(version.number()), now, by);
  }

  /** Runs within the transaction of the deletion, before monitors are locked. */
  @EventListener
  @Order(1)
  void deleted(VersionDeleted deleted) {
    for (Request request : requests.lockOpen(List.of(deleted.version()), deleted.at()))
      voided(
          request, "version %d was deleted".formatted(number(request)), deleted.at(), deleted.by());
  }

  /** Runs within the transaction of the deletion. */
  @EventListener
  void deleted(ModelDeleted deleted) {
    for (Request request : requests.lockOpen(deleted.model(), deleted.at()))
      voided(request, "the model was deleted", deleted.at(), deleted.by());
  }

  /** Ends a request that the caller has locked, as what it is about is no longer so. */
  public void voided(Request request, String because, Instant at, Actor by) {
    close(request, Request.State.VOID, because, at, by);
  }

  /** Closes a request that the caller has locked. One whose time is over has expired. */
  public void close(
      Request request, Request.State state, @Nullable String detail, Instant at, Actor by) {
    boolean expired = request.state() == Request.State.EXPIRED;
    Request.State last = expired ? Request.State.EXPIRED : state;
    String why = expired ? "it expired at " + request.expiresAt() : detail;
    requests.close(request.closed(last, at, expired ? Actor.SYSTEM.name() : by.name(), why));
    Map<String, Object> facts = facts(request);
    if (why != null) facts.put("because", why);
    audit.append(Change.of(expired ? Actor.SYSTEM : by, action(last), request.version(), facts));
  }

  /** What the audit entry of a change of a request says of it. */
  public static Map<String, Object> facts(Request request) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("request", request.id().toString());
    facts.put("kind", request.kind().wire());
    facts.put("to", request.to().wire());
    facts.put("digest", request.digest());
    return facts;
  }

  private static Action action(Request.State state) {
    return switch (state) {
      case PENDING -> throw new IllegalArgumentException("a pending request is open");
      case APPROVED -> Action.REQUEST_APPROVED;
      case REJECTED -> Action.REQUEST_REJECTED;
      case EXPIRED -> Action.REQUEST_EXPIRED;
      case EXECUTED -> Action.REQUEST_EXECUTED;
      case VOID -> Action.REQUEST_VOID;
      case WITHDRAWN -> Action.REQUEST_WITHDRAWN;
    };
  }

  private static int number(Request request) {
    return request.version().number();
  }
}
