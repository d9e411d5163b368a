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
 * Repeats a query outside any transaction, as reading changes nothing, when its connection was
 * lost: a pool may hold some that the server has closed.
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
    for (int repeat = 0; ; repeat++) {
      try {
        return super.query(statement, setter, rows);
      } catch (RuntimeException failure) {
        if (repeat == DatabaseFailure.MOST_REPEATS
            || TransactionSynchronizationManager.isActualTransactionActive()
            || !isQuery(statement)
            || !DatabaseFailure.isWorthRepeating(failure)) throw failure;
        logger.info("A query is repeated: " + failure.getMessage());
        DatabaseFailure.settle(failure, source, repeat);
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
