package dev.roster.core.retention;

import dev.roster.core.approval.RequestClosing;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.model.ModelStore;
import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.policy.PolicyInForce;
import dev.roster.core.policy.PolicyInForceStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.VersionStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reclaims the bytes of one version at a time. */
@Component
class Reclaiming {
  private final RetentionStore store;
  private final ModelStore models;
  private final VersionStore versions;
  private final PolicyInForceStore policies;
  private final RequestClosing requests;
  private final AuditLog audit;

  Reclaiming(
      RetentionStore store,
      ModelStore models,
      VersionStore versions,
      PolicyInForceStore policies,
      RequestClosing requests,
      AuditLog audit) {
    this.store = store;
    this.models = models;
    this.versions = versions;
    this.policies = policies;
    this.requests = requests;
    this.audit = audit;
  }

  /**
   * Judges the version again under the locks, and reclaims its bytes unless it is spared. It has a
   * transaction of its own, so a run that is killed leaves nothing half done.
   *
   * @return what was judged; empty: it is no candidate any more
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public Optional<Candidate> reclaim(VersionRef version, Actor by) {
    try {
      models.lock(version.model());
      versions.lock(version); // before the policy, as a move does
    } catch (Refused deleted) {
      if (deleted.code() != ProblemCode.DELETED) throw deleted;
      return Optional.empty();
    }
    Instant now = models.nextInstant(version.model());
    Optional<PolicyDocument.Retention> retention =
        policies
            .lockInForce(version.model())
            .map(PolicyInForce::document)
            .map(PolicyDocument::retention);
    if (retention.isEmpty()) return Optional.empty();
    Optional<Candidate> found = store.candidate(version, Retention.rule(retention.get(), now), now);
    found
        .filter(candidate -> candidate.spared() == null)
        .ifPresent(candidate -> reclaim(candidate, retention.get(), now, by));
    return found;
  }

  private void reclaim(
      Candidate candidate, PolicyDocument.Retention retention, Instant now, Actor by) {
    VersionRef version = candidate.version();
    String why = Retention.why(candidate, retention);
    requests.reclaimed(version, now, by);
    store.reclaim(version, why, by.name(), now);
    models.incrementRevision(version.model(), now);
    audit.append(
        Change.of(
            by,
            Action.VERSION_RECLAIMED,
            version,
            Map.of("digest", candidate.digest(), "bytes", candidate.bytes(), "because", why)));
  }
}
