package dev.roster.core.monitoring.observation;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.monitoring.baseline.BaselineStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.VersionStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records a batch in one short transaction, after its rows were counted. */
@Component
class BatchRecorder {
  private final VersionStore versions;
  private final BaselineStore baselines;
  private final ObservationStore observations;
  private final AuditLog audit;
  private final Clock clock;

  BatchRecorder(
      VersionStore versions,
      BaselineStore baselines,
      ObservationStore observations,
      AuditLog audit,
      Clock clock) {
    this.versions = versions;
    this.baselines = baselines;
    this.observations = observations;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Returns false if there is a batch of that source and name already.
   *
   * @param baseline the digest of the baseline in whose cells the rows were counted
   * @throws Refused {@code conflict} if the version has another baseline now
   */
  @Transactional
  public boolean record(
      VersionRef version,
      ObservationStore.Batch batch,
      String baseline,
      HourlyCounts hours,
      Principal by) {
    versions.lockForShare(version);
    if (!baselines.lockForShare(version).equals(Optional.of(baseline)))
      throw Refused.because(
          ProblemCode.CONFLICT,
          "The baseline of %s was replaced while the rows were counted. Send the batch again."
              .formatted(version));
    if (!observations.insert(version, batch, hours, by.name(), clock.instant())) return false;
    BatchReport report = batch.report();
    audit.append(
        Change.of(
            by.actor(),
            Action.OBSERVATIONS_RECORDED,
            version,
            Map.of("source", report.source(), "batch", report.batch(), "rows", report.rows())));
    return true;
  }

  /** Removes a batch from every count. Empty if there is none of that source and name. */
  @Transactional
  public Optional<BatchReport> withdraw(
      VersionRef version, String source, String batch, Principal by) {
    versions.lockForShare(version);
    Optional<BatchReport> withdrawn =
        observations.withdraw(version, source, batch, by.name(), clock.instant());
    withdrawn.ifPresent(
        report ->
            audit.append(
                Change.of(
                    by.actor(),
                    Action.OBSERVATIONS_WITHDRAWN,
                    version,
                    Map.of("source", source, "batch", batch, "rows", report.rows()))));
    return withdrawn;
  }
}
