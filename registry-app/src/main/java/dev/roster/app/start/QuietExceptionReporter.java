package dev.roster.app.start;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Keeps Spring Boot silent, because the command line says why the server does not start. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class QuietExceptionReporter implements SpringBootExceptionReporter {
  @Override
  public boolean reportException(Throwable failure) {
    return true;
  }
}
