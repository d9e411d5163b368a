package dev.roster.storage.search;

import dev.roster.core.search.SearchSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The limits of searches. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SearchProperties.class)
class SearchConfiguration {
  @Bean
  SearchSettings searchSettings(SearchProperties properties) {
    return properties.settings();
  }
}
