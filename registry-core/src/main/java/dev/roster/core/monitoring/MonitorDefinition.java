package dev.roster.core.monitoring;

import dev.roster.core.reference.Stage;
import dev.roster.drift.alarm.Alarm;
import dev.roster.drift.judgement.DriftRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is compared with what, how often, with which thresholds. Valid once it is made.
 *
 * @param target whom it watches
 * @param window how long the span is that is judged, in whole hours
 * @param maximumWindow how long a scheduled window may become until it has enough rows
 * @param rules how a window is judged
 * @param leave so many calm windows in a row end an alarm
 */
public record MonitorDefinition(
    String name,
    Target target,
    Duration window,
    Duration maximumWindow,
    Schedule schedule,
    DriftRules rules,
    Alarm.Enter enter,
    int leave) {

  /** Whoever is in a stage when the check runs, or one version: exactly one of the two. */
  public record Target(@Nullable Stage stage, @Nullable Integer version) {
    public Target {
      if ((stage == null) == (version == null))
        throw new IllegalArgumentException("a stage or a version");
    }

    /** The gauges' label: empty when pinned. */
    public String label() {
      return stage == null ? "" : stage.wire();
    }
  }
}
