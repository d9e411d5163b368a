package dev.roster.drift.alarm;

import java.util.Locale;

/** The state of a monitor's alarm. */
public enum AlarmState {
  OK,
  PENDING,
  FIRING,
  RECOVERING,
  INSUFFICIENT_DATA,
  ERROR;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static AlarmState ofWire(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
