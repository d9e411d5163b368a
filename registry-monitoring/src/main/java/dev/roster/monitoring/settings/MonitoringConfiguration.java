package dev.roster.monitoring.settings;

import dev.roster.core.monitoring.rows.RowLimit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MonitoringSettings.class)
class MonitoringConfiguration {
  @Bean
  RowLimit rowLimit(MonitoringSettings settings) {
    return new RowLimit(settings.maxBody().toBytes());
  }
}
