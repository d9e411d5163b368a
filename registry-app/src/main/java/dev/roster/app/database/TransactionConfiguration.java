package dev.roster.app.database;

import dev.roster.http.idempotency.IdempotentTransactionManager;
import javax.sql.DataSource;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Defines how transactions begin, end and are retried. */
@Configuration(proxyBeanMethods = false)
class TransactionConfiguration {
  @Bean
  IdempotentTransactionManager transactionManager(DataSource source) {
    return new IdempotentTransactionManager(new OutcomeAwareTransactionManager(source));
  }

  @Bean
  JdbcTemplate jdbcTemplate(DataSource source) {
    return new RetryingJdbcTemplate(source);
  }

  /** Around every use case, outside its transaction. */
  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static DefaultPointcutAdvisor transactionRetries(ObjectProvider<DataSource> pool) {
    DefaultPointcutAdvisor advisor =
        new DefaultPointcutAdvisor(useCases(), new TransactionRetryInterceptor(pool::getObject));
    advisor.setOrder(Ordered.LOWEST_PRECEDENCE - 1); // the advisor of transactions has the lowest
    return advisor;
  }

  private static Pointcut useCases() {
    ClassFilter ours = type -> type.getName().startsWith("dev.roster.");
    return new ComposablePointcut(
            (Pointcut) new AnnotationMatchingPointcut(Transactional.class, true))
        .union((Pointcut) new AnnotationMatchingPointcut(null, Transactional.class, true))
        .intersection(ours);
  }
}
