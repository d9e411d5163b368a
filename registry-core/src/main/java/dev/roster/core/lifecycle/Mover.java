package dev.roster.core.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.history.Fact;
import dev.roster.core.history.FactChange;
import dev.roster.core.model.ModelStore;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Carries a judged move out, within the transaction that holds the model's lock. */
@Component
class Mover {
  private final ModelStore models;
  private final VersionStore versions;
  private final History history;
  private final AuditLog audit;
  private final ApplicationEventPublisher events;

  Mover(
      ModelStore models,
      VersionStore versions,
      History history,
      AuditLog audit,
      ApplicationEventPublisher events) {
    this.models = models;
    this.versions = versions;
    this.history = history;
    this.audit = audit;
    this.events = events;
  }

  /** The transition as it would be recorded. */
  Transition plan(
      Version version, Stage to, @Nullable String reason, List<Evidence> evidence, Principal by) {
    Optional<VersionRef> leaving =
        displaces(to)
            ? history.holder(version.ref().model(), to).filter(v -> !v.equals(version.ref()))
            : Optional.empty();
    return transition(version, to, reason, evidence, by, leaving);
  }

  private static boolean displaces(Stage to) {
    return to == Stage.PRODUCTION;
  }

  Transition move(
      Version version, Stage to, @Nullable String reason, List<Evidence> evidence, Principal by) {
    Optional<Version> leaving =
        displaces(to)
            ? versions
                .lockInStage(version.ref().model(), to)
                .filter(v -> !v.ref().equals(version.ref()))
            : Optional.empty();
    Transition transition =
        transition(version, to, reason, evidence, by, leaving.map(Version::ref));
    List<Transition> moves =
        Stream.concat(leaving.map(v -> displaced(v, transition)).stream(), Stream.of(transition))
            .toList();
    history.move(moves);
    moves.forEach(this::tell);
    return transition;
  }

  private static Transition displaced(Version leaving, Transition newcomer) {
    String because =
        "displaced by version %d: %s".formatted(newcomer.version().number(), newcomer.reason());
    return new Transition(
        UUID.randomUUID(),
        leaving.ref(),
        leaving.stage(),
        Stage.STAGING,
        because,
        newcomer.by(),
        newcomer.at(),
        leaving.digest(),
        List.of(new Evidence("displaced", true, because)),
        null);
  }

  private void tell(Transition transition) {
    events.publishEvent(transition);
    audit.append(
        Change.of(
                transition.by(),
                Action.VERSION_TRANSITIONED,
                transition.version(),
                detail(transition))
            .with(
                List.of(
                    FactChange.ofVersion(
                        transition.version(),
                        Fact.STAGE,
                        transition.to().wire(),
                        transition.at()))));
  }

  private Transition transition(
      Version version,
      Stage to,
      @Nullable String reason,
      List<Evidence> evidence,
      Principal by,
      Optional<VersionRef> leaving) {
    return new Transition(
        UUID.randomUUID(),
        version.ref(),
        version.stage(),
        to,
        reason,
        by.name(),
        models.tick(version.ref().model()),
        version.digest(),
        evidence,
        leaving.map(v -> new Displaced(v.number(), Stage.STAGING)).orElse(null));
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
