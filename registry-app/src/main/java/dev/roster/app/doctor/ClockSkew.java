package dev.roster.app.doctor;

import java.time.Duration;
import java.time.Instant;

/** Compares this machine's clock with that of the database or the store. */
final class ClockSkew {
  private ClockSkew() {}

  /** {@code there} was read between {@code before} and {@code after}. */
  static Diagnosis compare(
      String whose, Instant before, Instant there, Instant after, Duration limit) {
    Duration skew = Duration.ZERO;
    if (there.isBefore(before)) skew = Duration.between(there, before);
    else if (there.isAfter(after)) skew = Duration.between(after, there);
    String what = "Clock: " + skew.toMillis() + " ms from the " + whose + "'s";
    return skew.compareTo(limit) > 0
        ? Diagnosis.failure(
            what,
            "Run a time service (chrony, systemd-timesyncd) on both machines: signed requests"
                + " and schedules depend on the time.")
        : Diagnosis.ok(what);
  }
}
