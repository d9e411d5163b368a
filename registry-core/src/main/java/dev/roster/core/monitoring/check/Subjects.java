package dev.roster.core.monitoring.check;

import dev.roster.core.lifecycle.StageStore;
import dev.roster.core.monitoring.baseline.Baselines;
import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.monitoring.monitor.MonitorDefinition;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.baseline.Baseline;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds what a monitor judges: a version with its baseline. */
@Component
class Subjects {
  private final Baselines baselines;
  private final StageStore stages;
  private final ReferenceStore references;

  Subjects(Baselines baselines, StageStore stages, ReferenceStore references) {
    this.baselines = baselines;
    this.stages = stages;
    this.references = references;
  }

  record Subject(VersionRef version, Baseline baseline) {}

  /**
   * @throws Refused {@code baseline_missing}
   */
  Subject of(Monitor monitor) {
    VersionRef version =
        version(monitor)
            .orElseThrow(
                () ->
                    Refused.because(
                        ProblemCode.BASELINE_MISSING,
                        "No version of %s is in %s, so there is no baseline to compare with."
                            .formatted(
                                monitor.model().name(), monitor.definition().target().label())));
    return new Subject(version, baselines.require(version));
  }

  /** Empty if no version is in the stage. */
  Optional<VersionRef> version(Monitor monitor) {
    MonitorDefinition.Target target = monitor.definition().target();
    if (target.version() != null)
      return Optional.of(references.version(monitor.model(), target.version()));
    return stages.holder(monitor.model(), Objects.requireNonNull(target.stage()));
  }
}
