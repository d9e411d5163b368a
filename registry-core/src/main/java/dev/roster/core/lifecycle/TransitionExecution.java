package dev.roster.core.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.approval.RequestClosing;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.history.Fact;
import dev.roster.core.history.FactChange;
import dev.roster.core.model.ModelStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Executes a judged move within the transaction that holds the model's lock: stores it, publishes
 * it and appends it to the audit log.
 */
@Component
class TransitionExecution {
  private final ModelStore models;
  private final VersionStore versions;
  private final StageStore stages;
  private final RequestClosing requests;
  private final AuditLog audit;
  private final ApplicationEventPublisher events;

  TransitionExecution(
      ModelStore models,
      VersionStore versions,
      StageStore stages,
      RequestClosing requests,
      AuditLog audit,
      ApplicationEventPublisher events) {
    this.models = models;
    this.versions = versions;
    this.stages = stages;
    this.requests = requests;
    this.audit = audit;
    this.events = events;
  }

  /** What the gates judge before a version moves. It locks the version that would be displaced. */
  Candidate candidate(Version version, Stage to) {
    return candidate(version, version.stage(), to, versions::lockInStage);
  }

  /** What the gates judge if nothing will be changed. It locks nothing. */
  Candidate trial(Version version, Stage from, Stage to) {
    return candidate(version, from, to, versions::inStage);
  }

  private static Candidate candidate(
      Version version,
      Stage from,
      Stage to,
      BiFunction<ModelRef, Stage, Optional<Version>> inStage) {
    Version holder =
        to.isExclusive()
            ? inStage
                .apply(version.ref().model(), to)
                .filter(held -> !held.ref().equals(version.ref()))
                .orElse(null)
            : null;
    return new Candidate(version, from, to, holder);
  }

  /** The transition as it would be recorded. */
  Transition plan(JudgedMove move, Principal by) {
    Candidate candidate = move.candidate();
    Version version = candidate.version();
    Version holder = candidate.holder();
    return new Transition(
        UUID.randomUUID(),
        version.ref(),
        candidate.from(),
        candidate.to(),
        move.reason(),
        by.name(),
        models.nextInstant(version.ref().model()),
        version.digest(),
        move.evidence(),
        holder == null ? null : new Displaced(holder.ref().number(), move.displacedTo()),
        move.grounds());
  }

  /**
   * Moves the version, and before it the one that it displaces. The approved request for the move
   * is executed; all other requests of both versions are void.
   */
  Transition execute(JudgedMove move, Principal by) {
    Transition planned = plan(move, by);
    Version holder = move.candidate().holder();
    List<Transition> before =
        holder == null ? List.of() : List.of(displaced(holder, move.displacedTo(), planned));
    Transition transition = planned.executing(closeRequests(move, planned, by));
    List<Transition> moves = Stream.concat(before.stream(), Stream.of(transition)).toList();
    stages.move(moves);
    moves.forEach(each -> announce(each, by.actor()));
    return transition;
  }

  /** The request that the move executes; null if there is none. */
  private @Nullable UUID closeRequests(JudgedMove move, Transition planned, Principal by) {
    Candidate candidate = move.candidate();
    Version holder = candidate.holder();
    VersionRef moving = candidate.version().ref();
    UUID executed =
        requests
            .moved(
                holder == null ? List.of(moving) : List.of(holder.ref(), moving),
                new RequestClosing.Move(
                    moving, candidate.to(), planned.digest(), move.policy(), move.evidence()),
                planned.at(),
                by.actor())
            .orElse(null);
    boolean asJudged =
        move.evidence().stream()
            .filter(found -> found.approvals() != null && found.passed())
            .map(Evidence::request)
            .allMatch(request -> request.equals(Optional.ofNullable(executed)));
    if (!asJudged) // a token was revoked within the same moment
    throw Refused.because(
          ProblemCode.CONFLICT, "An approval ceased to count while the move was made. Try again.");
    return executed;
  }

  private Transition displaced(Version leaving, Stage to, Transition newcomer) {
    String because =
        "displaced by version %d: %s".formatted(newcomer.version().number(), newcomer.reason());
    return new Transition(
        UUID.randomUUID(),
        leaving.ref(),
        leaving.stage(),
        to,
        because,
        newcomer.by(),
        newcomer.at(),
        leaving.digest(),
        List.of(new Evidence("displaced", true, because)),
        null,
        Transition.Grounds.NONE);
  }

  private void announce(Transition transition, Actor by) {
    events.publishEvent(new VersionMoved(transition, by));
    audit.append(
        Change.of(by, Action.VERSION_TRANSITIONED, transition.version(), detail(transition))
            .with(
                List.of(
                    FactChange.ofVersion(
                        transition.version(),
                        Fact.STAGE,
                        transition.to().wire(),
                        transition.at()))));
  }

  static Map<String, Object> detail(Transition transition) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("id", transition.id().toString());
    detail.put("from", transition.from().wire());
    detail.put("to", transition.to().wire());
    detail.put("digest", transition.digest());
    if (transition.reason() != null) detail.put("reason", transition.reason());
    if (transition.grounds().request() != null)
      detail.put("request", transition.grounds().request().toString());
    return detail;
  }
}
