package dev.roster.app.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.roster.app.settings.RosterSettings;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Bounds the waits of every connection of the pool (DB-04). A transaction that needs more time says
 * so by {@code set local}.
 */
@Component
final class PoolLimits implements BeanPostProcessor {
  private static final Duration NETWORK = Duration.ofSeconds(10);

  private final Environment environment;

  PoolLimits(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool) bound(pool);
    return bean;
  }

  private void bound(HikariDataSource pool) {
    RosterSettings.Datasource settings =
        Binder.get(environment).bindOrCreate("roster.datasource", RosterSettings.Datasource.class);
    pool.setConnectionTimeout(settings.poolWait().toMillis());
    pool.setValidationTimeout(Math.max(250, settings.poolWait().toMillis() * 2 / 3));
    pool.setConnectionInitSql(
        "set statement_timeout = %d; set lock_timeout = %d; set idle_in_transaction_session_timeout = %d"
            .formatted(
                settings.statementTimeout().toMillis(),
                settings.lockTimeout().toMillis(),
                settings.idleTransactionTimeout().toMillis()));
    // a server that vanished is noticed too, but later than a slow statement is cancelled
    pool.addDataSourceProperty(
        "socketTimeout", settings.statementTimeout().plus(NETWORK).toSeconds());
    pool.setExceptionOverrideClassName(ReadOnlyConnectionEviction.class.getName());
  }
}
