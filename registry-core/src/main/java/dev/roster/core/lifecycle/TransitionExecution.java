package dev.roster.core.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.history.Fact;
import dev.roster.core.history.FactChange;
import dev.roster.core.model.ModelStore;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
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
  private final AuditLog audit;
  private final ApplicationEventPublisher events;

  TransitionExecution(
      ModelStore models,
      VersionStore versions,
      StageStore stages,
      AuditLog audit,
      ApplicationEventPublisher events) {
    this.models = models;
    this.versions = versions;
    this.stages = stages;
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

  /**
   * The transition as it would be recorded.
   *
   * @param displacedTo the stage that the holder goes to
   */
  Transition plan(
      Candidate candidate,
      @Nullable String reason,
      List<Evidence> evidence,
      Stage displacedTo,
      Principal by) {
    Version version = candidate.version();
    Version holder = candidate.holder();
    return new Transition(
        UUID.randomUUID(),
        version.ref(),
        candidate.from(),
        candidate.to(),
        reason,
        by.name(),
        models.nextInstant(version.ref().model()),
        version.digest(),
        evidence,
        holder == null ? null : new Displaced(holder.ref().number(), displacedTo));
  }

  /** Moves the version, and before it the one that it displaces. */
  Transition execute(
      Candidate candidate,
      @Nullable String reason,
      List<Evidence> evidence,
      Stage displacedTo,
      Principal by) {
    Transition transition = plan(candidate, reason, evidence, displacedTo, by);
    List<Transition> moves =
        Stream.concat(
                Stream.ofNullable(candidate.holder())
                    .map(v -> displaced(v, displacedTo, transition)),
                Stream.of(transition))
            .toList();
    stages.move(moves);
    moves.forEach(move -> announce(move, by.actor()));
    return transition;
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
        null);
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

  private static Map<String, Object> detail(Transition transition) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("id", transition.id().toString());
    detail.put("from", transition.from().wire());
    detail.put("to", transition.to().wire());
    detail.put("digest", transition.digest());
    if (transition.reason() != null) detail.put("reason", transition.reason());
    return detail;
  }
}
