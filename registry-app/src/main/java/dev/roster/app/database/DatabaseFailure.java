package dev.roster.app.database;

import com.zaxxer.hikari.HikariDataSource;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Decides which failures of the database are retried, and when (DB-05). */
final class DatabaseFailure {
  static final int MAX_RETRIES = 3;

  private static final Set<String> RACES = Set.of("40001", "40P01"); // serialization, deadlock
  private static final Set<String> ENDINGS = Set.of("57P01", "57P02", "57P03"); // of the server
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private DatabaseFailure() {}

  /** Whether the statement had no effect and may succeed if it is sent again. */
  static boolean isRetryable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException)
        return false; // the pool has waited already
      if (cause instanceof SocketTimeoutException) return false; // so has the driver
      if (cause instanceof SQLException sql && RACES.contains(String.valueOf(sql.getSQLState())))
        return true;
    }
    return lostConnection(failure);
  }

  static boolean lostConnection(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof SQLException sql && sql.getSQLState() != null)
        return sql.getSQLState().startsWith("08") || ENDINGS.contains(sql.getSQLState());
    return false;
  }

  /**
   * Waits about 20, 40, then 80 ms, with jitter, before the next attempt. If one connection was
   * lost, all other connections of the pool are replaced too.
   */
  static void backOff(Throwable failure, DataSource source, int retry) {
    if (source instanceof HikariDataSource pool && lostConnection(failure))
      pool.getHikariPoolMXBean().softEvictConnections();
    long longest = FIRST_PAUSE << retry;
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
  }
}
