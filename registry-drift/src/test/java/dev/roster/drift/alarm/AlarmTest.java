package dev.roster.drift.alarm;

import static dev.roster.drift.alarm.AlarmState.FIRING;
import static dev.roster.drift.alarm.AlarmState.PENDING;
import static dev.roster.drift.alarm.AlarmState.RECOVERING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.drift.judgement.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows are written as letters: d drift, w over the lower threshold only, c calm. */
class AlarmTest {
  private static final Alarm.Enter TWO_OF_THREE = new Alarm.Enter(3, 2);

  @Test
  void oneDriftedWindowIsPendingAndTwoOfThreeFire() {
    assertThat(states("c")).containsExactly(AlarmState.OK);
    assertThat(states("dccc")).containsExactly(PENDING, PENDING, PENDING, AlarmState.OK);
    assertThat(states("dcd")).containsExactly(PENDING, PENDING, FIRING);
    assertThat(states("dccd")).containsExactly(PENDING, PENDING, PENDING, PENDING);
    assertThat(states("dd")).containsExactly(PENDING, FIRING);
  }

  @Test
  void threeCalmWindowsInARowEndIt() {
    assertThat(states("ddccc"))
        .containsExactly(PENDING, FIRING, RECOVERING, RECOVERING, AlarmState.OK);
    assertThat(states("ddccwccc"))
        .containsExactly(
            PENDING, FIRING, RECOVERING, RECOVERING, FIRING, RECOVERING, RECOVERING, AlarmState.OK);
  }

  @Test
  void whatIsForgottenDoesNotFireAgain() {
    assertThat(states("ddcccd")).endsWith(AlarmState.OK, PENDING);
  }

  @Test
  void silenceAndErrorsEndNoAlarm() {
    assertThat(states("ddnniec"))
        .endsWith(
            AlarmState.INSUFFICIENT_DATA,
            AlarmState.INSUFFICIENT_DATA,
            AlarmState.INSUFFICIENT_DATA,
            AlarmState.ERROR,
            RECOVERING);
    assertThat(after("ddnnie").firing()).isTrue();
  }

  @Test
  void calmWindowsAreInARowOnlyWithoutAGap() {
    assertThat(states("ddccnccc")).endsWith(RECOVERING, RECOVERING, AlarmState.OK);
    assertThat(after("ddccncc").firing()).isTrue();
  }

  @Test
  void asManyWindowsWithoutDataAsEntryAsksAreAnAlarmOfTheirOwn() {
    assertThat(after("n").silent()).isFalse();
    assertThat(after("nn").silent()).isTrue();
    assertThat(after("ncn").silent()).isTrue();
    assertThat(after("nccn").silent()).isFalse();
    assertThat(after("nne").silent()).isTrue();
    assertThat(after("nni").silent()).isFalse();
    assertThat(after("nnc").silent()).isFalse();
    assertThat(after("nn").firing()).isFalse();
  }

  @Test
  void moreOfTheSameChangesNoStateTwice() {
    for (String window : List.of("d", "c", "n", "e", "i")) {
      List<AlarmState> states = states(window.repeat(20));
      long changes = 0;
      for (int i = 1; i < states.size(); i++) if (states.get(i) != states.get(i - 1)) changes++;
      assertThat(changes).as(window).isLessThanOrEqualTo(1);
    }
  }

  private static List<AlarmState> states(String windows) {
    List<AlarmState> states = new ArrayList<>();
    Alarm alarm = Alarm.START;
    for (char window : windows.toCharArray()) {
      alarm = after(alarm, window);
      states.add(alarm.state());
    }
    return states;
  }

  private static Alarm after(String windows) {
    Alarm alarm = Alarm.START;
    for (char window : windows.toCharArray()) alarm = after(alarm, window);
    return alarm;
  }

  private static Alarm after(Alarm alarm, char window) {
    Outcome outcome =
        switch (window) {
          case 'd' -> Outcome.DRIFT;
          case 'n' -> Outcome.NO_DATA;
          case 'i' -> Outcome.INSUFFICIENT_DATA;
          case 'e' -> Outcome.ERROR;
          default -> Outcome.OK;
        };
    return alarm.after(outcome, window == 'c', TWO_OF_THREE, 3);
  }
}
