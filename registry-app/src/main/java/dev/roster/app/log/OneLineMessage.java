package dev.roster.app.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The message of an event. Public for Logback, which makes it from {@code logback-spring.xml}. */
public final class OneLineMessage extends MessageConverter {
  @Override
  public String convert(ILoggingEvent event) {
    return OneLine.of(super.convert(event));
  }
}
