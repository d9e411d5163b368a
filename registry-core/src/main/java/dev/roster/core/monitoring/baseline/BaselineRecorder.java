package dev.roster.core.monitoring.baseline;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.VersionStore;
import dev.roster.drift.baseline.Baseline;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records a baseline in one short transaction, after its rows were read. */
@Component
class BaselineRecorder {
  private final VersionStore versions;
  private final BaselineStore baselines;
  private final AuditLog audit;
  private final Clock clock;

  BaselineRecorder(VersionStore versions, BaselineStore baselines, AuditLog audit, Clock clock) {
    this.versions = versions;
    this.baselines = baselines;
    this.audit = audit;
    this.clock = clock;
  }

  /** Returns false if the version has one already. */
  @Transactional
  public boolean record(VersionRef version, BaselineReader.Frozen frozen, Principal by) {
    versions.lockForShare(version); // a purge that comes now takes it along
    if (!baselines.insert(version, frozen, by.name(), clock.instant())) return false;
    Baseline baseline = frozen.baseline();
    audit.append(
        Change.of(
            by.actor(),
            Action.BASELINE_SET,
            version,
            Map.of("digest", baseline.digest(), "rows", baseline.rows())));
    return true;
  }
}
