package dev.roster.drift.alarm;

import dev.roster.drift.judgement.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The state of an alarm between two windows.
 *
 * @param recent outcomes of the last windows, the newest last, as many as the entry rule looks at
 * @param firing whether the alarm is on, whatever state is shown
 * @param silent whether the alarm for missing data is on
 * @param calm how many calm windows there were in a row
 */
public record Alarm(
    AlarmState state, List<Outcome> recent, boolean firing, boolean silent, int calm) {
  /** An alarm begins when {@code atLeast} of the last {@code of} windows drifted. */
  public record Enter(int of, int atLeast) {}

  public static final Alarm START = new Alarm(AlarmState.OK, List.of(), false, false, 0);

  public Alarm {
    recent = List.copyOf(recent);
  }

  /**
   * The alarm after one more window.
   *
   * @param isCalm whether the window is below the lower threshold, which ends an alarm
   */
  public Alarm after(Outcome outcome, boolean isCalm, Enter enter, int leave) {
    List<Outcome> seen = new ArrayList<>(recent);
    seen.add(outcome);
    if (seen.size() > enter.of()) seen = seen.subList(seen.size() - enter.of(), seen.size());
    boolean nowSilent = silentAfter(outcome, seen, enter);
    if (outcome == Outcome.ERROR) return new Alarm(AlarmState.ERROR, seen, firing, nowSilent, 0);
    if (!outcome.isJudged())
      return new Alarm(AlarmState.INSUFFICIENT_DATA, seen, firing, nowSilent, 0);
    if (!firing) {
      int drifted = Collections.frequency(seen, Outcome.DRIFT);
      if (drifted >= enter.atLeast()) return new Alarm(AlarmState.FIRING, seen, true, nowSilent, 0);
      AlarmState next = drifted > 0 ? AlarmState.PENDING : AlarmState.OK;
      return new Alarm(next, seen, false, nowSilent, 0);
    }
    if (!isCalm) return new Alarm(AlarmState.FIRING, seen, true, nowSilent, 0);
    if (calm + 1 < leave) return new Alarm(AlarmState.RECOVERING, seen, true, nowSilent, calm + 1);
    return new Alarm(
        AlarmState.OK, List.of(), false, nowSilent, 0); // the next alarm needs new windows
  }

  /**
   * The alarm for missing data begins by the entry rule and ends with the first window with data.
   */
  private boolean silentAfter(Outcome outcome, List<Outcome> seen, Enter enter) {
    return switch (outcome) {
      case ERROR -> silent;
      case NO_DATA -> silent || Collections.frequency(seen, Outcome.NO_DATA) >= enter.atLeast();
      case OK, DRIFT, INSUFFICIENT_DATA -> false;
    };
  }
}
