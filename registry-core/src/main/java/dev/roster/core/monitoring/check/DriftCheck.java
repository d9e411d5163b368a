package dev.roster.core.monitoring.check;

import dev.roster.core.monitoring.observation.Window;
import dev.roster.drift.alarm.AlarmState;
import dev.roster.drift.judgement.WindowJudgement;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a monitor over a window.
 *
 * @param version null if no version was in the stage
 * @param slot the instant for which it ran
 * @param detail the reason of an error, or a remark; null if there is none
 */
public record DriftCheck(
    UUID id,
    UUID monitor,
    String model,
    @Nullable Integer version,
    Cause cause,
    Instant slot,
    Window window,
    long baselineRows,
    @Nullable String baselineDigest,
    WindowJudgement judgement,
    AlarmState state,
    @Nullable String detail,
    Instant at) {

  DriftCheck withRemark(String remark) {
    return new DriftCheck(
        id,
        monitor,
        model,
        version,
        cause,
        slot,
        window,
        baselineRows,
        baselineDigest,
        judgement,
        state,
        detail == null ? remark : detail + " " + remark,
        at);
  }

  DriftCheck withState(AlarmState after) {
    return new DriftCheck(
        id,
        monitor,
        model,
        version,
        cause,
        slot,
        window,
        baselineRows,
        baselineDigest,
        judgement,
        after,
        detail,
        at);
  }

  /** Why it ran. */
  public enum Cause {
    SLOT,
    NOW,
    ANALYSIS,
    REPLAY;

    /** Whether it moves the alarm and the gauges. */
    public boolean countsForAlarm() {
      return this != ANALYSIS;
    }

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Cause ofWire(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
