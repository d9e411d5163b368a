package dev.roster.core.monitoring;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.VersionStore;
import dev.roster.drift.baseline.Baseline;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what rows came to, after they were read: the short transactions behind long bodies. */
@Component
class Keeper {
  private final VersionStore versions;
  private final BaselineStore baselines;
  private final ObservationStore observations;
  private final AuditLog audit;
  private final Clock clock;

  Keeper(
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

  /** False: the version has one already. */
  @Transactional
  public boolean keepBaseline(VersionRef version, RowCounting.Frozen frozen, Principal by) {
    versions.hold(version); // a purge that comes now takes it along
    if (!baselines.insert(version, frozen, by.name(), clock.instant())) return false;
    Baseline baseline = frozen.baseline();
    audit.append(
        Change.of(
            by.name(),
            Action.BASELINE_SET,
            version,
            Map.of("digest", baseline.digest(), "rows", baseline.rows())));
    return true;
  }

  /** False: there is a batch of that source and name already. */
  @Transactional
  public boolean keepBatch(
      VersionRef version, ObservationStore.Batch batch, Map<Instant, byte[]> hours, Principal by) {
    versions.hold(version);
    if (!observations.insert(version, batch, hours, by.name(), clock.instant())) return false;
    BatchReport report = batch.report();
    audit.append(
        Change.of(
            by.name(),
            Action.OBSERVATIONS_RECORDED,
            version,
            Map.of("source", report.source(), "batch", report.batch(), "rows", report.rows())));
    return true;
  }
}
