package dev.roster.core.monitoring.monitor;

import dev.roster.core.reference.Stage;
import dev.roster.drift.alarm.Alarm;
import dev.roster.drift.judgement.DriftRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a monitor: which windows of which version are judged, how often and by which
 * rules. An instance is always valid.
 *
 * @param target the stage or version that it watches
 * @param window the length of the window that is judged, in whole hours
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

  /** Either the version that is in a stage when the check runs, or one pinned version. */
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
