package dev.roster.core.monitoring;

import dev.roster.core.reference.Stage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is compared with what, how often, with which thresholds. Valid once it is made.
 *
 * @param target whom it watches
 * @param window how long the span is that is judged, in whole hours
 * @param maximumWindow how long a scheduled window may become until it has enough rows
 * @param minimumRows a window with fewer rows is not judged
 * @param datasetShare the share of drifted features from which the whole has drifted
 * @param leave so many calm windows in a row end an alarm
 */
public record MonitorDefinition(
    String name,
    Target target,
    Duration window,
    Duration maximumWindow,
    Schedule schedule,
    long minimumRows,
    Statistic numeric,
    Statistic categorical,
    Thresholds thresholds,
    double datasetShare,
    Enter enter,
    int leave) {

  /** Of a score: {@code warn} is shown only. Of shares: the distance from the baseline's. */
  public record Thresholds(double warn, double alarm, double missing, double unseen) {
    /** Under this part of the alarm threshold a window is calm. */
    public static final double CALM = 0.8;
  }

  /** An alarm begins when {@code atLeast} of the last {@code of} windows drifted. */
  public record Enter(int of, int atLeast) {}

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
