package dev.roster.core.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.audit.Fact;
import dev.roster.core.audit.FactChange;
import dev.roster.core.model.ModelStore;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Stage;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
    return transition(version, to, reason, evidence, by, models.tick(version.ref().model()));
  }

  Transition move(
      Version version, Stage to, @Nullable String reason, List<Evidence> evidence, Principal by) {
    Transition transition = plan(version, to, reason, evidence, by);
    if (transition.displaced() != null) displace(transition, by);
    apply(transition);
    return transition;
  }

  private void displace(Transition newcomer, Principal by) {
    VersionRef leaving = history.holder(newcomer.version().model(), Stage.PRODUCTION).orElseThrow();
    String because =
        "displaced by version %d: %s".formatted(newcomer.version().number(), newcomer.reason());
    Evidence evidence = new Evidence("displaced", true, because);
    Version version = versions.lock(leaving);
    apply(
        new Transition(
            UUID.randomUUID(),
            leaving,
            version.stage(),
            newcomer.displaced().to(),
            because,
            by.name(),
            newcomer.at(),
            version.digest(),
            List.of(evidence),
            null));
  }

  private void apply(Transition transition) {
    versions.move(transition.version(), transition.to(), transition.at());
    models.touch(transition.version().model(), transition.at());
    history.record(transition);
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
      Instant at) {
    return new Transition(
        UUID.randomUUID(),
        version.ref(),
        version.stage(),
        to,
        reason,
        by.name(),
        at,
        version.digest(),
        evidence,
        to == Stage.PRODUCTION ? displaced(version.ref()) : null);
  }

  private @Nullable Displaced displaced(VersionRef newcomer) {
    Optional<VersionRef> serving = history.holder(newcomer.model(), Stage.PRODUCTION);
    return serving
        .filter(v -> !v.equals(newcomer))
        .map(v -> new Displaced(v.number(), Stage.STAGING))
        .orElse(null);
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
