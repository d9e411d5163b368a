package dev.roster.app.event;

import dev.roster.core.event.EventSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {
  /** The source of events if the operator has not said where the server is reached. */
  private static final String UNKNOWN = "/roster";

  @Bean
  EventSource eventSource(@Value("${roster.public-url:}") String publicUrl) {
    return new EventSource(publicUrl.isBlank() ? UNKNOWN : publicUrl.replaceFirst("/+$", ""));
  }
}
