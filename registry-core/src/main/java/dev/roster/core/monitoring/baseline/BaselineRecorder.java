package dev.roster.core.monitoring.baseline;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.VersionStore;
import java.time.Clock;
import java.util.HashMap;
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

  /**
   * @throws Refused {@code baseline_exists}
   */
  @Transactional
  public Baselines.Put record(
      VersionRef version, BaselineReader.Frozen frozen, boolean replace, Principal by) {
    versions.lockForShare(version); // a purge that comes now takes it along
    if (baselines.insert(version, frozen, by.name(), clock.instant())) {
      audit.append(Change.of(by.actor(), Action.BASELINE_SET, version, detail(frozen)));
      return new Baselines.Put(frozen.baseline(), true, null);
    }
    Baselines.Put put = judge(version, frozen, baselines.lock(version).orElseThrow(), replace);
    if (put.replaced() != null) {
      baselines.replace(version, frozen, by.name(), clock.instant());
      Map<String, Object> detail = detail(frozen);
      detail.put("replaced", put.replaced());
      audit.append(Change.of(by.actor(), Action.BASELINE_REPLACED, version, detail));
    }
    return put;
  }

  /** What {@link #record} would return or refuse. */
  @Transactional(readOnly = true)
  public Baselines.Put dryRun(VersionRef version, BaselineReader.Frozen frozen, boolean replace) {
    return baselines
        .find(version)
        .map(kept -> judge(version, frozen, kept, replace))
        .orElseGet(() -> new Baselines.Put(frozen.baseline(), true, null));
  }

  private Baselines.Put judge(
      VersionRef version, BaselineReader.Frozen frozen, BaselineStore.Kept kept, boolean replace) {
    if (kept.digest().equals(frozen.baseline().digest()))
      return new Baselines.Put(frozen.baseline(), false, null);
    boolean isCountedIn = baselines.isCountedIn(version);
    if (replace && !isCountedIn) return new Baselines.Put(frozen.baseline(), false, kept.digest());
    String remedy =
        isCountedIn
            ? "observations are counted in its cells, so it never changes. Register a new version for other data, or withdraw the batches first."
            : "it is another one. No observations are counted in its cells, so replace=true replaces it.";
    throw Refused.because(
        ProblemCode.BASELINE_EXISTS,
        "%s has the baseline %s, and %s".formatted(version, kept.digest(), remedy));
  }

  private static Map<String, Object> detail(BaselineReader.Frozen frozen) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("digest", frozen.baseline().digest());
    detail.put("rows", frozen.baseline().rows());
    return detail;
  }
}
