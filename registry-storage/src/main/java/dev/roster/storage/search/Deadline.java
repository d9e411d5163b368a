package dev.roster.storage.search;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The deadline of a search. Each statement has the time that remains after the previous ones. */
final class Deadline {
  private final JdbcClient jdbc;
  private final LongSupplier nanos;
  private final long end;
  private long bounded;

  /**
   * @param nanos the clock, as {@link System#nanoTime}
   */
  Deadline(JdbcClient jdbc, Duration time, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.nanos = nanos;
    this.end = nanos.getAsLong() + time.toNanos();
  }

  /**
   * Sets the timeout of the statements that follow in this transaction.
   *
   * @param more other settings for these statements, as columns of a select
   */
  void bound(String more) {
    long left = end - nanos.getAsLong();
    if (left <= 0)
      throw new QueryTimeoutException("The search ran out of time between two statements.");
    bounded = left;
    long millis = Math.max(1, Duration.ofNanos(left).toMillis()); // 0 would mean no timeout
    jdbc.sql("select set_config('statement_timeout', :timeout, true)" + more)
        .param("timeout", millis + "ms")
        .query()
        .listOfRows();
  }

  /**
   * Sets the timeout of the next statement, unless the current timeout differs by less than 5 %.
   */
  void bound() {
    if (bounded - (end - nanos.getAsLong()) > bounded / 20) bound("");
  }
}
