package dev.roster.drift.alarm;

import java.util.Locale;

/** Where a monitor's alarm is. */
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
