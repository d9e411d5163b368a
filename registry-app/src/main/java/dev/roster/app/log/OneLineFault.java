package dev.roster.app.log;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;

/** The stack trace of an event, root cause first, its lines joined by {@code |}. */
public final class OneLineFault extends RootCauseFirstThrowableProxyConverter {
  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    String trace = super.throwableProxyToString(thrown).strip();
    return " | " + OneLine.of(trace.replaceAll("\\R\\s*(at |\\.\\.\\. |Wrapped by)", " | $1"));
  }
}
