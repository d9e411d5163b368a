package dev.roster.app.database;

import dev.roster.core.problem.OutcomeUnknown;
import dev.roster.core.problem.Refused;
import dev.roster.http.idempotency.IdempotentTransactionManager;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Retries a use case whose transaction was rolled back by a race or a lost connection, at most
 * three times. A transaction whose outcome is unknown is never retried.
 */
final class TransactionRetryInterceptor implements MethodInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionRetryInterceptor.class);

  private final Supplier<DataSource> pool;

  TransactionRetryInterceptor(Supplier<DataSource> pool) {
    this.pool = pool;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation call) throws Throwable {
    if (TransactionSynchronizationManager.isActualTransactionActive()) return call.proceed();
    for (int retry = 0; ; retry++) {
      try {
        return ((ProxyMethodInvocation) call).invocableClone().proceed();
      } catch (RuntimeException failure) {
        if (retry == DatabaseFailure.MAX_RETRIES
            || failure instanceof OutcomeUnknown
            || failure instanceof Refused
            || !DatabaseFailure.isRetryable(failure)) throw failure;
        LOG.info("Retrying {}: {}", call.getMethod().getName(), failure.getMessage());
        IdempotentTransactionManager.rollBackCall();
        DatabaseFailure.backOff(failure, pool.get(), retry);
      }
    }
  }
}
