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

/** Which failures of the database are worth another attempt, and when (DB-05). */
final class DatabaseFailure {
  static final int MOST_REPEATS = 3;

  private static final Set<String> RACES = Set.of("40001", "40P01"); // serialization, deadlock
  private static final Set<String> ENDINGS = Set.of("57P01", "57P02", "57P03"); // of the server
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private DatabaseFailure() {}

  /** What was asked was not done, and may succeed when asked again. */
  static boolean isWorthRepeating(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) return false; // waited for it already
      if (cause instanceof SocketTimeoutException) return false; // and for this
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
   * Waits some 20, 40, 80 ms, each server and thread another while. Where one connection was lost,
   * the others are not trusted either.
   */
  static void settle(Throwable failure, DataSource source, int repeat) {
    if (source instanceof HikariDataSource pool && lostConnection(failure))
      pool.getHikariPoolMXBean().softEvictConnections();
    long longest = FIRST_PAUSE << repeat;
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
  }
}
