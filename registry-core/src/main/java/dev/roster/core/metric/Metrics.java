package dev.roster.core.metric;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records metrics of versions, all of a call or none. */
@Service
public class Metrics {
  private static final int MAX_METRICS_PER_CALL = 10_000;

  /** Names that one version has values under: lists show the last value of each. */
  private static final int MAX_NAMES = 2_000;

  private final MetricStore metrics;
  private final VersionStore versions;
  private final AuditLog audit;
  private final Clock clock;

  Metrics(MetricStore metrics, VersionStore versions, AuditLog audit, Clock clock) {
    this.metrics = metrics;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @throws Refused {@code limit_reached} when the version would have too many names
   */
  @Transactional
  public void record(VersionRef version, List<Metric> batch, Principal by) {
    check(batch);
    refuseTooManyNames(versions.lock(version), batch);
    Instant now = clock.instant();
    metrics.record(version, batch, now);
    versions.incrementRevision(version, now);
    List<String> names = batch.stream().map(Metric::name).distinct().limit(100).toList();
    audit.append(
        Change.of(
            by.actor(),
            Action.METRICS_RECORDED,
            version,
            Map.of("recorded", batch.size(), "names", names)));
  }

  public Page<Metric> list(VersionRef version, Series series, PageRequest page) {
    return metrics.list(version, series, page);
  }

  /** The version is locked, so that no other call adds names meanwhile. */
  private static void refuseTooManyNames(Version version, List<Metric> batch) {
    Set<String> names = new HashSet<>(version.metrics().keySet());
    batch.forEach(metric -> names.add(metric.name()));
    if (names.size() > Math.max(MAX_NAMES, version.metrics().size()))
      throw Refused.because(
          ProblemCode.LIMIT_REACHED,
          "%s would have metrics under %,d names; at most %,d are kept. Put what varies into dataset, slice or step instead of the name."
              .formatted(version.ref(), names.size(), MAX_NAMES));
  }

  private static void check(List<Metric> batch) {
    Faults faults = new Faults();
    if (batch.isEmpty()) faults.add(field("metrics"), "is empty; send at least one");
    faults.count(field("metrics"), batch.size(), MAX_METRICS_PER_CALL).throwIfAny();
    for (int i = 0; i < batch.size(); i++) {
      FieldPath at = field("metrics").item(i);
      Metric metric = batch.get(i);
      if (metric == null) {
        faults.add(at, "is null");
        continue;
      }
      faults
          .requiredText(at.member("name"), metric.name(), 250)
          .text(at.member("dataset"), metric.dataset(), 250)
          .text(at.member("slice"), metric.slice(), 250);
      if (metric.value() == null) faults.add(at.member("value"), "is required");
      if (metric.at() != null && !MetricTime.isStorable(metric.at()))
        faults.add(at.member("at"), "is not between the years 1970 and 9999");
    }
    faults.throwIfAny();
  }
}
