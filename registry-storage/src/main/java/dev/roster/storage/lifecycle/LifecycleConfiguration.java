package dev.roster.storage.lifecycle;

import dev.roster.core.policy.LifecycleSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings of moves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LifecycleProperties.class)
class LifecycleConfiguration {
  @Bean
  LifecycleSettings lifecycleSettings(LifecycleProperties properties) {
    return properties.settings();
  }
}
