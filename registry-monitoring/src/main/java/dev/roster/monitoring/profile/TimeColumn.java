package dev.roster.monitoring.profile;

import dev.roster.core.monitoring.observation.RowTimes;
import dev.roster.monitoring.rows.Quoted;
import dev.roster.monitoring.rows.TimestampParser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The times of the rows of a batch, which are read row by row. */
final class TimeColumn {
  private final RowTimes times;
  private boolean found;
  private @Nullable Instant read;
  private @Nullable String fault;

  TimeColumn(RowTimes times) {
    this.times = times;
  }

  /** Whether the times are in this column of the rows. */
  boolean isColumn(String name) {
    boolean is = name.equals(times.column());
    found |= is;
    return is;
  }

  void read(String text) {
    Instant instant = TimestampParser.parse(text);
    if (instant == null) {
      fault = Quoted.of(text) + " is not a time";
      return;
    }
    String why = times.whyImplausible(instant);
    if (why == null) read = instant;
    else fault = Quoted.of(text) + " is " + instant + ", which " + why;
  }

  void unreadable(String detail) {
    fault = detail;
  }

  /** The time of this row. Null if it has none. */
  @Nullable Instant ofRow() {
    return times.column() == null ? times.otherwise() : read;
  }

  /** Why this row has no time. */
  String fault() {
    return fault == null ? "is missing: the row has no time" : fault;
  }

  /** Whether rows have no times of their own so far, and may do without. */
  boolean isAbsent() {
    return !found && !times.isRequired();
  }

  /** The column that the rows had their times from. Null if they had none. */
  @Nullable String used() {
    return found ? times.column() : null;
  }

  void endRow() {
    read = null;
    fault = null;
  }
}
