package dev.roster.app.database;

import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.SqlProvider;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Retries a query outside any transaction if its connection was lost, because a pool may hold
 * connections that the server has closed, and reading twice is safe.
 */
final class RetryingJdbcTemplate extends JdbcTemplate {
  private final DataSource source;

  RetryingJdbcTemplate(DataSource source) {
    super(source);
    this.source = source;
  }

  @Override
  public <T extends @Nullable Object> T query(
      PreparedStatementCreator statement,
      @Nullable PreparedStatementSetter setter,
      ResultSetExtractor<T> rows) {
    for (int retry = 0; ; retry++) {
      try {
        return super.query(statement, setter, rows);
      } catch (RuntimeException failure) {
        if (retry == DatabaseFailure.MAX_RETRIES
            || TransactionSynchronizationManager.isActualTransactionActive()
            || !isQuery(statement)
            || !DatabaseFailure.isRetryable(failure)) throw failure;
        logger.info("Retrying a query: " + failure.getMessage());
        DatabaseFailure.backOff(failure, source, retry);
      }
    }
  }

  private static boolean isQuery(PreparedStatementCreator statement) {
    return statement instanceof SqlProvider given
        && String.valueOf(given.getSql())
            .stripLeading()
            .toLowerCase(Locale.ROOT)
            .startsWith("select");
  }
}
