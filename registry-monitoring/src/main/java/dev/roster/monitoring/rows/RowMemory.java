package dev.roster.monitoring.rows;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.monitoring.settings.MonitoringSettings;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The memory that all readers of rows share, DuckDB's own memory included. */
@Component
public final class RowMemory {
  /** Readers that wait for each other do not wait for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MemoryBudget budget;

  @Autowired
  RowMemory(MonitoringSettings settings) {
    this(settings.memory().toBytes(), PATIENCE);
  }

  public RowMemory(long bytes, Duration patience) {
    this.budget =
        new MemoryBudget(
            bytes,
            patience,
            "The memory for rows is in use by other calls (roster.monitoring.max-memory). Send the"
                + " rows again later.",
            "Reading the rows takes %,d bytes of memory; all rows that are read at a time may take"
                + " %,d (roster.monitoring.max-memory). Send fewer columns or rows in one call.");
  }

  /** All of it, in bytes. */
  long total() {
    return budget.total();
  }

  /**
   * Claims memory for a reader, and waits for it a while.
   *
   * @throws dev.roster.core.problem.Refused {@code too_large} if there is never so much, {@code
   *     too_many_requests} if others have it
   */
  public MemoryBudget.Claim claim(long bytes) {
    return budget.claim(bytes);
  }
}
