package dev.roster.core.monitoring.observation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a batch have their times from.
 *
 * @param column the column with the time of a row; null if rows have no times of their own
 * @param isRequired whether the rows must have this column; if not, and none of them has it, {@code
 *     otherwise} is the time of all
 * @param otherwise the time of rows that have none of their own
 * @param arrival when the batch arrived
 */
public record RowTimes(
    @Nullable String column, boolean isRequired, Instant otherwise, Instant arrival) {
  /** Nothing was monitored before. Earlier times are most often defaults of unset fields. */
  public static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

  private static final Duration MAX_AHEAD = Duration.ofHours(1);

  /** All rows are of one instant. */
  public static RowTimes at(Instant instant, Instant arrival) {
    return new RowTimes(null, false, instant, arrival);
  }

  /** Each row says its time in a column that the caller has named. */
  public static RowTimes of(String column, Instant arrival) {
    return new RowTimes(column, true, arrival, arrival);
  }

  /** The caller said nothing: the baseline's column of times if the rows have it, else arrival. */
  public static RowTimes ofBaseline(@Nullable String column, Instant arrival) {
    return new RowTimes(column, false, arrival, arrival);
  }

  /** Why rows cannot be of this instant, as a text that follows it. Null if they can. */
  public @Nullable String whyImplausible(Instant instant) {
    if (instant.isBefore(EARLIEST)) return "lies before " + EARLIEST;
    if (instant.isAfter(arrival.plus(MAX_AHEAD)))
      return "lies more than an hour ahead of the server's clock";
    return null;
  }
}
