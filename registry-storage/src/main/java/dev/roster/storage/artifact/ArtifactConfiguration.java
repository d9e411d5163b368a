package dev.roster.storage.artifact;

import dev.roster.core.artifact.ArtifactSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings of artifacts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArtifactProperties.class)
class ArtifactConfiguration {
  @Bean
  ArtifactSettings artifactSettings(ArtifactProperties properties) {
    return properties.settings();
  }
}
