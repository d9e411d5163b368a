package dev.roster.core.monitoring.observation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of recording a batch of observations.
 *
 * @param rows how many rows were counted
 * @param from the earliest time of a counted row; null when there is none
 * @param to the latest
 * @param timestamp the column that the rows had their times from; null if all have the same time
 * @param rejected the first hundred rows and values that were not counted, or counted as missing
 * @param rejectedCount how many values there were of this kind
 * @param notes what the sender should know about how the rows were counted
 * @param duplicate whether the batch had been counted before, and was not counted again
 */
public record BatchReport(
    String source,
    String batch,
    long rows,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String timestamp,
    List<Rejected> rejected,
    long rejectedCount,
    List<String> unknownColumns,
    List<String> missingColumns,
    List<String> notes,
    boolean duplicate) {
  public BatchReport {
    rejected = List.copyOf(rejected);
    unknownColumns = List.copyOf(unknownColumns);
    missingColumns = List.copyOf(missingColumns);
    notes = notes == null ? List.of() : List.copyOf(notes); // reports of older releases have none
  }

  /**
   * @param row 1, 2, 3 …, the header not counted
   * @param column null if it is the row that could not be read
   */
  public record Rejected(long row, @Nullable String column, String detail) {}

  public BatchReport asDuplicate() {
    return new BatchReport(
        source,
        batch,
        rows,
        from,
        to,
        timestamp,
        rejected,
        rejectedCount,
        unknownColumns,
        missingColumns,
        notes,
        true);
  }
}
