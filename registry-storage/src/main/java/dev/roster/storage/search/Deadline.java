package dev.roster.storage.search;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The deadline of a search: each of its statements has the time that the ones before it left. */
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
   * Bounds the statements that follow in this transaction.
   *
   * @param more other settings for these statements, as columns of a select
   */
  void bound(String more) {
    long left = end - nanos.getAsLong();
    if (left <= 0) throw new QueryTimeoutException("between two statements");
    bounded = left;
    long millis = Math.max(1, Duration.ofNanos(left).toMillis()); // 0 would be no bound
    jdbc.sql("select set_config('statement_timeout', :timeout, true)" + more)
        .param("timeout", millis + "ms")
        .query()
        .listOfRows();
  }

  /** Bounds the statement that follows, unless the bound in force is within a twentieth of it. */
  void bound() {
    if (bounded - (end - nanos.getAsLong()) > bounded / 20) bound("");
  }
}
