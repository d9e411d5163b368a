package dev.roster.core.monitoring.observation;

import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.drift.baseline.Baseline;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts rows in the cells of a baseline. The rows themselves are not kept. */
public interface RowCounter {
  /**
   * Reads a body to its end and counts its rows in the baseline's cells, hour by hour.
   *
   * @throws dev.roster.core.problem.Refused {@code malformed_request}, also if nothing could be
   *     counted; {@code invalid_field}, {@code too_large}
   */
  Counted count(Baseline baseline, RowDialect dialect, InputStream body, RowTimes times);

  /**
   * The counts of a batch. The caller closes them.
   *
   * @param sha256 of the body, in hex
   * @param timestamp the column that the rows had their times from; null if they had none
   * @param hours the profile of each UTC hour that has rows
   */
  record Counted(
      String sha256,
      long rows,
      @Nullable String timestamp,
      @Nullable Instant from,
      @Nullable Instant to,
      HourlyCounts hours,
      List<BatchReport.Rejected> rejected,
      long rejectedCount,
      List<String> unknownColumns,
      List<String> missingColumns)
      implements AutoCloseable {
    @Override
    public void close() {
      hours.close();
    }
  }
}
